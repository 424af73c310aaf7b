import { runMocha } from './runMocha';

/** How fast the extension is in a real VS Code; `npm run perf` reads what this suite writes. */
export async function run(): Promise<void> {
  await runMocha(async () => {
    await import('./pace.test');
  });
}
