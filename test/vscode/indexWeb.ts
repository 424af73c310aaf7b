import { runMocha } from './runMocha';

/** The suites for the web-worker extension host, where Node does not exist. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./web.test');
  });
}
