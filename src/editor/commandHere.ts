import type { RunbookStep } from '../core/rollback/rollbackPlan';

/** What a Node host knows and VS Code does not tell; in a web worker there is none of it. */
interface NodeHost {
  readonly process?: { readonly platform?: string };
}

/** The shell command of a step as it is written on this system, if it has one. */
export function commandHere({ command, windowsCommand }: RunbookStep): string | undefined {
  const onWindows = (globalThis as NodeHost).process?.platform === 'win32';
  return onWindows ? (windowsCommand ?? command) : command;
}
