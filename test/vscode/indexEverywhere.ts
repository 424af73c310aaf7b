import { runMocha } from './runMocha';

/** The suites for a workspace of folders that git knows in different ways, or not at all. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./everywhere.test');
    await import('./outside.test');
    await import('./folders.test');
    await import('./oddFiles.test');
    await import('./userFiles.test');
    await import('./recall.test');
    await import('./parts.test');
  });
}
