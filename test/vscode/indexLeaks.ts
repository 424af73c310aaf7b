import { runMocha } from './runMocha';

/** What the extension leaves behind: registrations, timers, memory. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./leaks.test');
  });
}
