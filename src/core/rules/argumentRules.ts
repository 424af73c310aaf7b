import { t } from '@vscode/l10n';
import { carriesOther } from '../compare/compareLaunch';
import type { Change } from '../compare/change';
import { addressWords, readOnlyWord } from '../compare/compareEndpoint';
import type { CredentialFact, ServerFact } from '../facts/fact';
import { maskArguments } from '../facts/maskArguments';
import type { TextRange } from '../parse/tree';
import { changesOf } from './changesOf';
import { removeItemsFix, restoreItemsFix } from './jsonFixes';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';
import { exposureOf, restoreFix } from './serverContext';

interface BothSides {
  readonly server: ServerFact;
  readonly baseline: ServerFact;
}

/** Pointers of the credentials of both sides. */
interface SecretPlaces {
  readonly now: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
}

function placesOf(credentials: readonly CredentialFact[]): ReadonlySet<string> {
  return new Set(credentials.map(({ pointer }) => pointer));
}

/** Rules about the arguments of a server that otherwise stays what it was. */
export const argumentRules: readonly Rule[] = [
  {
    id: 'mcp/args-changed',
    title: t('Arguments of a known server changed'),
    kind: 'delta',
    severity: 'low',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: (context: RuleContext): readonly Detection[] => {
      const secrets: SecretPlaces = {
        now: placesOf(context.facts.credentials),
        before: placesOf(context.baselineFacts?.credentials ?? []),
      };
      return context.changes.flatMap((change) => {
        const { detail } = change;
        if (change.direction === 'tightens') return [];
        if (detail.kind === 'server-arguments' && !change.pointer.endsWith('/cwd')) {
          return argumentsChanged(context, change, detail, secrets);
        }
        return detail.kind === 'server-endpoint' ? addressChanged(context, change, detail) : [];
      });
    },
  },
];

/** What held something back and is gone, or opens a door wide. */
const guarding =
  /(?:^|\s)--?(?:read-?only|ro|safe(?:-mode)?|dry-run|no-write|sandbox(?:ed)?|isolated|(?:deny|disallow|exclude|block|forbid)[\w-]*|(?:allow(?:ed)?|permitted)-[\w-]+|require-[\w-]+|disable-(?:writes?|delete\w*|exec\w*|shell|mutations?))/i;
const throwingOpen =
  /(?:^|\s)--?(?:yolo|unsafe|dangerously-[\w-]+|full-access|auto-approve|allow-(?:all|write|run|privileged)|no-(?:auth|confirm\w*)|privileged|disable-(?:auth\w*|security|safety|approval\w*|confirm\w*|guard\w*|polic\w*))/i;
/** Loads code that the command did not name. */
const loading =
  /(?:^|\s)(?:--?(?:require|import|loader|experimental-loader|node-options|plugin|load-extension|call|with(?:-requirements)?)|-[crp])(?=[=\s]|$)/i;
const live = /(?:^|[\s=_-])(?:prod|production|live)(?=$|[\s_-])/i;

/** How much is written, where and how fast: nothing an agent could not do before. */
const cosmetic =
  /^(?:--?(?:log(?:-?(?:level|file|format|dir))?|verbose|v+|quiet|silent|debug|no-color|color|port|p|timeout|headless|headed|viewport(?:-size)?|output(?:-(?:dir|format))?|format|transport|stdio|retries|workers|concurrency|cache(?:-dir)?|locale|lang(?:uage)?|theme|no-telemetry|telemetry)(?:=\S*)?|\d+|\.|\$\{(?:workspaceFolder|CLAUDE_PROJECT_DIR|PWD)[^}]*\}|\$PWD|stdio|info|warn|error|debug|json|true|false)$/i;

function argumentsChanged(
  context: RuleContext,
  change: Change,
  { server, baseline }: BothSides,
  secrets: SecretPlaces,
): readonly Detection[] {
  const added = newWords(server, baseline, secrets.now);
  const removed = newWords(baseline, server, secrets.before);
  const words = levelOf(change, textOf(added), textOf(removed));
  const level =
    words?.severity === 'medium' && carriesOther(baseline.launch, server.launch)
      ? otherCarried()
      : words;
  if (level === undefined) return [];
  // A package that moved to another launcher form takes its own words along; it has a rule.
  const repackaged = changesOf(context, change.subject).some(
    ({ detail }) => detail.kind === 'server-package' && detail.step === 'identity',
  );
  if (level.severity === 'low' && repackaged) return [];
  return [
    {
      severity: level.severity,
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: `${change.words} ${level.advice}`,
      because: level.because,
      entity: `${server.name} arguments ${change.before ?? ''} ${change.after ?? ''}`,
      change,
      factors: level.severity === 'low' ? {} : { exposure: exposureOf(context) },
      fixes: restoreWords(context, added, removed),
    },
  ];
}

interface Word {
  readonly text: string;
  readonly pointer: string;
  readonly range: TextRange;
}

/** Words of one command line that the other has not; credentials with their flag have their own rule. */
function newWords(
  server: ServerFact,
  other: ServerFact,
  secrets: ReadonlySet<string>,
): readonly Word[] {
  const { launch } = server;
  if (launch === undefined) return [];
  const known = new Set(other.launch?.argv);
  return launch.argv.flatMap((text, index) => {
    const pointer = launch.argvPointers[index];
    const range = launch.argvRanges[index];
    const next = launch.argvPointers[index + 1] ?? '';
    if (pointer === undefined || range === undefined || known.has(text)) return [];
    if (index <= launch.programIndex || pointer === launch.package?.pointer) return [];
    if (secrets.has(pointer) || (text.startsWith('-') && secrets.has(next))) return [];
    return [{ text, pointer, range }];
  });
}

function textOf(words: readonly Word[]): string {
  return maskArguments(words.map((word) => word.text)).join(' ');
}

/** The old words back in place and the new ones out, where each is an item of the list of arguments. */
function restoreWords(
  context: RuleContext,
  added: readonly Word[],
  removed: readonly Word[],
): readonly Fix[] {
  const [now, old] = [added[0], removed[0]];
  if (added.length === 1 && removed.length === 1 && now !== undefined && old !== undefined) {
    return restoreFix(context, now.range, old.range, textOf(removed));
  }
  const title = t('Restore the arguments');
  if (removed.length === 0) {
    return removeItemsFix(
      context,
      added.map((word) => word.pointer),
      t('Remove {0}', textOf(added)),
    );
  }
  return added.length === 0
    ? restoreItemsFix(
        context,
        removed.map((word) => word.pointer),
        removed.length === 1 ? t('Restore {0}', textOf(removed)) : title,
      )
    : [];
}

interface Level {
  readonly severity: Severity;
  readonly because: string;
  readonly advice: string;
}

function otherCarried(): Level {
  return {
    severity: 'medium',
    because: t('other package behind it'),
    advice: t(
      'What starts it is the same, the server is another package. Make sure who publishes it.',
    ),
  };
}

function levelOf(change: Change, added: string, removed: string): Level | undefined {
  const opens = change.direction === 'loosens' || change.direction === 'mixed';
  const lost = guarding.exec(removed)?.[0].trim();
  const opened = throwingOpen.exec(added)?.[0].trim();
  if (opens && lost !== undefined && !guarding.test(added)) {
    return {
      severity: 'high',
      because: t('protection taken out: {0}', lost),
      advice: t('It held the server back; restore it unless the server is meant to do more.'),
    };
  }
  if (opens && opened !== undefined) {
    return {
      severity: 'high',
      because: t('opened: {0}', opened),
      advice: t('It lets the server do what it refused before; leave it out.'),
    };
  }
  if (opens) {
    return {
      severity: 'medium',
      because: loading.test(added) ? t('loads other code') : t('opens more'),
      advice: loading.test(added)
        ? t('Code comes along that the command does not name; check what it is.')
        : t('The server may do or reach more than before; check that this is meant.'),
    };
  }
  if (live.test(added) && !live.test(removed)) {
    return {
      severity: 'medium',
      because: t('now the live system'),
      advice: t('It now works on the live system; keep agents on a copy.'),
    };
  }
  const words = `${added} ${removed}`.split(' ').filter((word) => word !== '');
  // Another order of the same words, or words that only tune.
  if (words.every((word) => cosmetic.test(word))) return undefined;
  return {
    severity: 'low',
    because: t('other arguments'),
    advice: t('Check what they mean to this server.'),
  };
}

/** The same host at another path: for many services the path is the scope. */
function addressChanged(
  context: RuleContext,
  change: Change,
  detail: BothSides,
): readonly Detection[] {
  const before = detail.baseline.endpoint;
  const after = detail.server.endpoint;
  if (before === undefined || after === undefined) return [];
  if (before.authority !== after.authority || before.scheme !== after.scheme) return [];
  const old = addressWords(before.url);
  const now = addressWords(after.url);
  const writes = old.some(isReadOnly) && !now.some(isReadOnly);
  const opens = writes || change.direction === 'loosens';
  return [
    {
      severity: writes ? 'high' : opens ? 'medium' : 'low',
      subject: change.subject,
      pointer: change.pointer,
      range: after.range,
      message: writes
        ? t(
            '“{0}” no longer uses the read-only address: {1} → {2}. Restore it unless the server is meant to change things.',
            detail.server.name,
            change.before ?? '',
            change.after ?? '',
          )
        : opens
          ? t(
              '“{0}” uses an address with other limits: {1} → {2}. Restore it unless the server is meant to do more.',
              detail.server.name,
              change.before ?? '',
              change.after ?? '',
            )
          : t(
              '“{0}” uses another address on the same host: {1} → {2}. Its tools may differ; compare them once it has started.',
              detail.server.name,
              change.before ?? '',
              change.after ?? '',
            ),
      because: writes
        ? t('no longer read-only')
        : opens
          ? t('other limits in the address')
          : t('other address on the same host'),
      entity: `${detail.server.name} address ${change.before ?? ''} ${change.after ?? ''}`,
      change,
      factors: opens ? { exposure: exposureOf(context) } : {},
      fixes: restoreFix(context, after.range, before.range, t('the old address')),
    },
  ];
}

function isReadOnly(word: string): boolean {
  return readOnlyWord.test(word);
}
