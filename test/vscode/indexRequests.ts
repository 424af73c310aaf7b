import { runMocha } from './runMocha';

/** The suites about change requests, in a repository of their own with keys of their own. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./requests.test');
    await import('./ended.test');
    await import('./requestsCases.test');
    await import('./requestsRefused.test');
    await import('./requestsMany.test');
  });
}
