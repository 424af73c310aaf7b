import { runMocha } from './runMocha';

/** The suites for a folder that nobody has trusted. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./restricted.test');
  });
}
