import { runMocha } from './runMocha';

/** What VS Code calls in the Node extension host. A suite that is not named here does not run. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./smoke.test');
    await import('./line.test');
    await import('./rollback.test');
    await import('./stepCommands.test');
    await import('./records.test');
    await import('./agents.test');
    await import('./policy.test');
    await import('./acceptances.test');
    await import('./accessibility.test');
    await import('./tracker.test');
  });
}
