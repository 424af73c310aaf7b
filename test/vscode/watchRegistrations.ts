import * as vscode from 'vscode';

/** What was registered with VS Code while it was watched. */
export interface RegistrationWatch {
  /** What was registered and not disposed of. */
  readonly alive: () => readonly string[];
  readonly restore: () => void;
}

/** Only once in a window: the second time they are handed out as if they were registered. */
const onlyOnce: ReadonlySet<string> = new Set(['registerCommand', 'createTreeView']);

const registers = /^(?:on(?:Did|Will)|register|create(?!Terminal|QuickPick|InputBox))/;

/** Watches every event, provider, watcher, item and collection that VS Code hands out. */
export function watchRegistrations(): RegistrationWatch {
  const alive = new Map<object, string>();
  const restores: (() => void)[] = [];
  const namespaces = {
    commands: vscode.commands,
    extensions: vscode.extensions,
    languages: vscode.languages,
    window: vscode.window,
    workspace: vscode.workspace,
  };
  const track = (name: string, given: vscode.Disposable): vscode.Disposable => {
    const token = {};
    alive.set(token, name);
    return new Proxy(given, {
      get: (target, key) => {
        if (key === 'dispose') {
          return () => {
            alive.delete(token);
            target.dispose();
          };
        }
        // Called on the thing itself: some have private members.
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
      set: (target, key, value) => Reflect.set(target, key, value, target),
    });
  };
  for (const [namespace, holder] of Object.entries(namespaces)) {
    for (const key of Object.keys(Object.getOwnPropertyDescriptors(holder))) {
      if (!registers.test(key)) continue;
      const original = Object.getOwnPropertyDescriptor(holder, key);
      const value = (holder as unknown as Record<string, unknown>)[key];
      if (original === undefined || typeof value !== 'function') continue;
      const name = `${namespace}.${key}`;
      const call = value as (...parameters: unknown[]) => vscode.Disposable;
      Object.defineProperty(holder, key, {
        configurable: true,
        get:
          () =>
          (...parameters: unknown[]) =>
            track(name, onlyOnce.has(key) ? standIn() : call(...parameters)),
      });
      restores.push(() => Object.defineProperty(holder, key, original));
    }
  }
  return {
    alive: () => [...alive.values()].sort(),
    restore: () => {
      for (const restore of restores) restore();
    },
  };
}

function standIn(): vscode.Disposable {
  return Object.assign(new vscode.Disposable(() => undefined), {
    onDidChangeCheckboxState: () => new vscode.Disposable(() => undefined),
  });
}
