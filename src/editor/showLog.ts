import type { EditorContext } from './editorContext';

/** Command: what the extension did and how long it took. */
export function registerShowLog({ log, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.showLog', () => log.show());
}
