import type { EditorContext } from './editorContext';
import { rolledBackBeside } from './lessons';

/** Tells the analyses what was rolled back, so that the same weighs more for a while. */
export function registerTeachLessons({
  extension,
  records,
  store,
}: Pick<EditorContext, 'extension' | 'records' | 'store'>): void {
  let known = '';
  const teach = (): void => {
    const told = records
      .all()
      .flatMap(({ uri, folder, record }) =>
        record?.outcome?.code === 'rolled-back'
          ? [`${uri.toString()} ${folder?.uri.path ?? ''} ${JSON.stringify(record.outcome)}`]
          : [],
      )
      .join('\n');
    // Records change at every word that is typed in one; rollbacks seldom.
    if (told === known) return;
    known = told;
    store.learn((file) => rolledBackBeside(records, file));
  };
  extension.subscriptions.push(records.onDidChange(teach));
  teach();
}
