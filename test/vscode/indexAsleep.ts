import { runMocha } from './runMocha';

/** The suite for a folder that has nothing to do with agents. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./asleep.test');
  });
}
