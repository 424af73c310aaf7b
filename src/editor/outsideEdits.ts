import * as vscode from 'vscode';
import { analyzeFile, type FileAnalysis } from '../core/analyze';
import { sha256 } from '../core/record/sha256';
import { isLoosening } from '../core/risk/unspokenChanges';
import type { EditorContext } from './editorContext';
import { agentBehind, isCommitted } from './editOrigin';
import { HandEdits } from './handEdits';
import { actOnOutsideEdits, type OutsideActions } from './outsideActions';
import { outsideMessage, putBackMessage } from './outsideMessage';
import { showNotice } from './showNotice';
import type { ReadFile } from './tracker';

/** A pull writes its files over a while; what comes within this time of each other is told at once. */
const calmMilliseconds = 700;

/** Put back by itself at most so often: whoever writes the same again and again needs a person. */
const mostByItself = 3;

const putBackSetting = 'mcpChangeControl.putBackSilentEdits';

/** A governed file that was changed outside the editor so that it loosens at high or above. */
export interface OutsideEdit {
  readonly uri: vscode.Uri;
  readonly path: string;
  /** Undefined: the file was deleted. */
  readonly text: string | undefined;
  readonly digest: string | null;
  /** The accepted copy it was compared with; null: there was no file. */
  readonly accepted: string | null;
  /** A tool in this window wrote it, not another program. */
  readonly byTool: boolean;
  /** Of the edit against the accepted copy, whatever the review baseline is. */
  readonly analysis: FileAnalysis;
}

/** One notification: the files it is about and what it says. */
export interface OutsideNotice {
  readonly edits: readonly OutsideEdit[];
  readonly message: string;
  /** The standing choice of the user: the accepted texts are back already. */
  readonly wasPutBack: boolean;
}

/** What tests look at and act on as a person would. */
export interface OutsideEdits extends OutsideActions {
  /** Fires once for each notification, when it is shown. */
  readonly onDidNotify: vscode.Event<OutsideNotice>;
  /** Edits that will be told of when nothing moves any more. */
  readonly waiting: () => readonly OutsideEdit[];
  /** Settles when every text read so far has been judged. */
  readonly judged: () => Promise<void>;
}

/**
 * The one kind of pop-up: a governed file was changed outside the editor, or by a tool in it, and against
 * its accepted copy the change loosens at high or above. Once per change; many files are one notification.
 */
export function registerOutsideEdits(context: EditorContext): OutsideEdits {
  const { extension, copies, tracker, store, baselines, acceptances, log } = context;
  const hands = new HandEdits(copies, store, tracker, baselines);
  const notified = new vscode.EventEmitter<OutsideNotice>();
  const waiting = new Map<string, OutsideEdit>();
  /** How often a text of a file was put back without a question. */
  const byItself = new Map<string, number>();
  const actions = actOnOutsideEdits(context);
  let judging: Promise<void> = Promise.resolve();
  let calm: ReturnType<typeof setTimeout> | undefined;

  extension.subscriptions.push(
    hands,
    notified,
    tracker.onDidRead((file) => {
      judging = judging
        .then(() => judge(file))
        .catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
    }),
    tracker.onDidSettle(awaitCalm),
    { dispose: () => clearTimeout(calm) },
  );
  return {
    ...actions,
    onDidNotify: notified.event,
    waiting: () => [...waiting.values()],
    judged: () => judging,
  };

  /** Moves the accepted copy where nobody is needed for it, and keeps the rest for a notification. */
  async function judge({ uri, path, text, problem }: ReadFile): Promise<void> {
    const entry = copies.get(uri);
    if (entry === undefined || hands.isUnderWay(uri)) return;
    const settle = (): void => {
      if (problem === undefined) copies.settle(uri, text);
    };
    const createdHere = hands.wasCreatedHere(uri);
    const key = uri.toString();
    // It is not gone: nobody may take it for deleted. What was read before was half of a writing.
    if (text === undefined && problem !== undefined) {
      waiting.delete(key);
      return;
    }
    const digest = text === undefined ? null : sha256(text);
    if (entry.accepted === digest) {
      waiting.delete(key);
      return;
    }
    // A branch that the user left comes back as it was.
    if (digest !== null && entry.before.includes(digest)) {
      waiting.delete(key);
      settle();
      return;
    }
    const accepted = await copies.accepted(uri);
    const analysis = analyzeFile({
      path,
      text,
      baseline: { text: accepted?.text },
      byPolicy: tracker.placeOf(uri)?.byPolicy,
    });
    // The copy has left or says nothing about agents: there is nothing to defend.
    if (accepted === undefined || analysis === undefined) {
      settle();
      return;
    }
    // A file in the middle of being written is looked at when it can be read.
    if (analysis.status === 'unreadable') return;
    if (!isLoosening(analysis.assessment.direction)) {
      waiting.delete(key);
      settle();
      return;
    }
    const byTool = hands.wasWrittenByTool(uri, digest);
    const edit = { uri, path, text, digest, accepted: accepted.digest, byTool, analysis };
    if (createdHere) tell(edit);
    else if (isLoud(quiet(uri, analysis)) && (!wasTold(edit) || mayPutBack(edit))) {
      waiting.set(key, edit);
      awaitCalm();
    } else waiting.delete(key);
  }

  /** What the base accepts is no news. */
  function quiet(uri: vscode.Uri, analysis: FileAnalysis): FileAnalysis {
    const place = tracker.placeOf(uri);
    return place === undefined ? analysis : acceptances.quiet({ folder: place.folder }, analysis);
  }

  function awaitCalm(): void {
    clearTimeout(calm);
    if (waiting.size > 0) {
      calm = setTimeout(() => {
        notifyWhenCalm().catch((error: unknown) =>
          log.error(error instanceof Error ? error : String(error)),
        );
      }, calmMilliseconds);
    }
  }

  async function notifyWhenCalm(): Promise<void> {
    await judging;
    // What is being read now settles later and comes here again.
    if (tracker.isBusy) return;
    // A save may have come after the file was read.
    const edits = [...waiting.values()].filter(
      (edit) => copies.get(edit.uri)?.accepted === edit.accepted,
    );
    waiting.clear();
    const restored = await putBackAtOnce(edits);
    await notify(restored, true);
    await notify(
      edits.filter((edit) => !restored.includes(edit)),
      false,
    );
  }

  /** What the user wants to be put back without a question, and what came of it. */
  async function putBackAtOnce(edits: readonly OutsideEdit[]): Promise<readonly OutsideEdit[]> {
    const wanted: OutsideEdit[] = [];
    for (const edit of edits) {
      // What a branch brought would come again with it, and its owner is asked there.
      if (mayPutBack(edit) && !(await isCommitted(edit, baselines))) wanted.push(edit);
    }
    const done = new Set(
      wanted.length === 0 ? [] : (await actions.putBack(wanted)).map((uri) => uri.toString()),
    );
    const restored = wanted.filter(({ uri }) => done.has(uri.toString()));
    for (const edit of restored)
      byItself.set(textKey(edit), (byItself.get(textKey(edit)) ?? 0) + 1);
    return restored;
  }

  function mayPutBack(edit: OutsideEdit): boolean {
    return (
      vscode.workspace.getConfiguration().get<boolean>(putBackSetting, false) &&
      (byItself.get(textKey(edit)) ?? 0) < mostByItself
    );
  }

  async function notify(all: readonly OutsideEdit[], wasPutBack: boolean): Promise<void> {
    const edits = all.filter((edit) => !wasTold(edit));
    if (edits.length === 0) return;
    for (const edit of edits) tell(edit);
    // Whatever is answered, what was accepted can be had again, even after a crash.
    await copies.written();
    const ownLimits = await agentBehind(edits, baselines);
    const message = wasPutBack
      ? putBackMessage(edits, ownLimits)
      : outsideMessage(edits, ownLimits);
    const notice = { edits, message, wasPutBack };
    log.info(`Changed outside the editor: ${edits.map(({ path }) => path).join(', ')}`);
    notified.fire(notice);
    void offer(notice).catch((error: unknown) =>
      log.error(error instanceof Error ? error : String(error)),
    );
  }

  async function offer({ edits, message, wasPutBack }: OutsideNotice): Promise<void> {
    if (wasPutBack) {
      const open = vscode.l10n.t('Open the edit');
      if ((await showNotice('warning', message, open)) === open) {
        await vscode.commands.executeCommand('mcpChangeControl.openDraft');
      }
      return;
    }
    const compare = vscode.l10n.t('Compare');
    const putBack = vscode.l10n.t('Put back');
    const keep = vscode.l10n.t('Accept');
    const first = await showNotice('warning', message, compare, putBack, keep);
    if (first === compare) await actions.compare(edits);
    // Comparing is not deciding: the same question stays until it is answered or closed.
    const choice = first === compare ? await showNotice('warning', message, putBack, keep) : first;
    if (choice === putBack) await actions.putBack(edits);
    if (choice === keep) await actions.keep(edits);
  }

  function wasTold(edit: OutsideEdit): boolean {
    const told = copies.get(edit.uri)?.told ?? [];
    if (edit.digest !== null && told.includes(edit.digest)) return true;
    return changeKeys(edit).every((key) => told.includes(key));
  }

  function tell(edit: OutsideEdit): void {
    copies.tell(edit.uri, edit.digest, changeKeys(edit));
  }
}

function textKey({ uri, digest }: OutsideEdit): string {
  return `${uri.toString()} ${digest ?? ''}`;
}

function isLoud({ assessment }: FileAnalysis): boolean {
  return assessment.tier === 'high' || assessment.tier === 'critical';
}

/** What makes a loosening the same one in another text. Digests, because words may be long. */
function changeKeys({ analysis }: OutsideEdit): readonly string[] {
  return analysis.findings
    .filter(({ origin, tier }) => origin === 'introduced' && tier !== 'none' && tier !== 'low')
    .map(({ rule, subject, message }) => sha256(JSON.stringify([rule, subject, message])));
}
