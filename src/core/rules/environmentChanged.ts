import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { switchesOn } from '../compare/compareNamedValues';
import { normalisePath } from '../facts/filesystemRoots';
import { loaderEffect } from '../facts/loaderVariable';
import { disablesVerification } from '../facts/verification';
import { removeMemberFix, restoreMemberFix } from './jsonFixes';
import type { Detection, Fix, RuleContext, Severity } from './rule';
import { exposureOf } from './serverContext';

/**
 * Variables, the variables' file and the folder of a server that stays: what its command line does not
 * show. Variables that load code or switch a check off have rules of their own; a new name for a
 * reference, and a variable that is gone, say nothing unless they protected something.
 */
export function environmentChanged(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (change.direction === 'tightens') return [];
    switch (detail.kind) {
      case 'server-environment':
        return variableChanged(context, change, detail);
      case 'server-other':
        return detail.key === 'envFile' ? fileChanged(context, change, detail.server.name) : [];
      case 'server-arguments':
        return change.pointer.endsWith('/cwd')
          ? folderChanged(context, change, detail.server.name)
          : [];
      default:
        return [];
    }
  });
}

function variableChanged(
  context: RuleContext,
  change: Change,
  detail: Extract<Change['detail'], { kind: 'server-environment' }>,
): readonly Detection[] {
  const { value, baselineValue, server } = detail;
  const name = value?.name ?? baselineValue?.name ?? '';
  const now = value?.value ?? '';
  if (loaderEffect(name, now) !== undefined) return [];
  if (disablesVerification(name, now) !== undefined) return [];
  const opens = change.direction === 'loosens';
  if (!opens && (value === undefined || sameMeaning(value.value, baselineValue?.value))) return [];
  const level = variableLevel(name, now, opens, value === undefined);
  if (level.kind === 'plain' && cosmetic.test(name)) return [];
  const message = messageOf(level.kind, server.name, name, change);
  return [
    {
      severity: level.severity,
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message,
      because: level.because,
      entity: `${server.name} env ${name} ${change.after ?? ''}`,
      change,
      factors: level.kind === 'plain' ? {} : { exposure: exposureOf(context) },
      fixes: fixesOf(context, change, server.pointer, name),
    },
  ];
}

/** How much is written, how fast and in which language. */
const cosmetic =
  /(?:^|_)(?:LOG(?:_?LEVEL|_?FILE|_?FORMAT|_?DIR)?|LOGGING|DEBUG|VERBOSE|NO_COLOR|FORCE_COLOR|LANG|LANGUAGE|LC_ALL|TZ|TIMEOUT(?:_MS)?|PORT|TELEMETRY(?:_DISABLED)?|NODE_OPTIONS|PYTHONUNBUFFERED|PYTHONPATH|PYTHONIOENCODING|PATH|TERM)$/i;

interface Level {
  readonly kind: 'protection' | 'power' | 'address' | 'live' | 'plain';
  readonly severity: Severity;
  readonly because: string;
}

function variableLevel(name: string, now: string, opens: boolean, gone: boolean): Level {
  if (opens && switchesOn({ name, value: now })) {
    return { kind: 'power', severity: 'medium', because: t('{0} is switched on', name) };
  }
  const address = /^[a-z][\w+.-]*:\/\//i.test(now);
  if (opens && !address) {
    return { kind: 'protection', severity: 'high', because: t('{0} no longer protects', name) };
  }
  if (opens) return { kind: 'address', severity: 'medium', because: t('another address') };
  const stage = /(?:^|_)(?:env|environment|stage|mode|profile|target)$/i.test(name);
  if (!gone && stage && /^(?:prod|production|live)$/i.test(now)) {
    return { kind: 'live', severity: 'medium', because: t('now the live system') };
  }
  return { kind: 'plain', severity: 'low', because: t('environment changed') };
}

function messageOf(kind: Level['kind'], server: string, name: string, change: Change): string {
  const before = change.before ?? t('not set');
  const after = change.after ?? t('not set');
  switch (kind) {
    case 'protection':
      return t(
        '{0} of “{1}” held something back and no longer does: {2} → {3}. Restore it unless the server is meant to do more.',
        name,
        server,
        before,
        after,
      );
    case 'power':
      return t(
        '{0} of “{1}” is switched on: {2} → {3}. Leave it off unless the server is meant to do more.',
        name,
        server,
        before,
        after,
      );
    case 'address':
      return t(
        '{0} of “{1}” leads somewhere else: {2} → {3}. What the server sends goes there; check whose it is.',
        name,
        server,
        before,
        after,
      );
    case 'live':
      return t(
        '“{0}” now works on the live system ({1}: {2} → {3}). Keep agents on a copy, or ask before each step.',
        server,
        name,
        before,
        after,
      );
    case 'plain':
      if (change.pointer.includes('/headers/')) {
        return t('The header {0} of “{1}” changed: {2} → {3}.', name, server, before, after);
      }
      return change.before === undefined
        ? t('“{0}” gets another variable: {1} = {2}.', server, name, after)
        : t('{0} of “{1}” changed: {2} → {3}.', name, server, before, after);
  }
}

/** `true` and `1`, one reference and another: the same as far as it can be told here. */
function sameMeaning(now: string, before: string | undefined): boolean {
  if (before === undefined) return false;
  const yes = /^(?:1|true|yes|on)$/i;
  const no = /^(?:0|false|no|off)$/i;
  if (yes.test(now) && yes.test(before)) return true;
  if (no.test(now) && no.test(before)) return true;
  const reference = /^\$\{[^}]+\}$|^\$\w+$|^\{env:[^}]+\}$/;
  return reference.test(now) && reference.test(before);
}

function fixesOf(
  context: RuleContext,
  change: Change,
  serverPointer: string,
  name: string,
): readonly Fix[] {
  const pointer = change.pointer;
  // Words of a command line (`docker -e`) are no members.
  if (/\/\d+$/.test(pointer)) return [];
  if (change.op === 'add') return removeMemberFix(context, pointer, t('Remove {0}', name));
  const tail = /\/(?:env|headers)\/[^/]+$/.exec(pointer)?.[0];
  const here = change.op === 'remove' && tail !== undefined ? serverPointer + tail : pointer;
  return restoreMemberFix(context, here, pointer, t('Restore {0}', name));
}

function fileChanged(context: RuleContext, change: Change, server: string): readonly Detection[] {
  if (change.op === 'remove') return [];
  const path = (change.after ?? '').replace(/^"|"$/g, '');
  const outside = leavesProject(path);
  return [
    {
      severity: outside ? 'high' : 'medium',
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: outside
        ? t(
            '“{0}” is handed every variable of {1}, a file outside the project. Name the few variables it needs instead.',
            server,
            path,
          )
        : t(
            '“{0}” is handed every variable of {1}, those of other services too. Name the few it needs, or give it a file of its own.',
            server,
            path,
          ),
      because: outside ? t('variables from outside the project') : t('a whole file of variables'),
      entity: `${server} envFile ${path}`,
      change,
      factors: {
        exposure: exposureOf(context),
        privilege: { points: 4, because: t('reads secrets') },
      },
      fixes:
        change.op === 'add'
          ? removeMemberFix(context, change.pointer, t('Remove {0}', 'envFile'))
          : restoreMemberFix(context, change.pointer, change.pointer, t('Restore {0}', 'envFile')),
    },
  ];
}

function folderChanged(context: RuleContext, change: Change, server: string): readonly Detection[] {
  const outside = change.direction === 'loosens';
  if (change.after === undefined && !outside) return [];
  return [
    {
      severity: outside ? 'medium' : 'low',
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: outside
        ? t(
            '“{0}” is started outside the project: {1}. Relative paths and local packages now mean what lies there. Restore the folder unless that is meant.',
            server,
            change.after ?? '',
          )
        : t('“{0}” is started in another folder: {1}.', server, change.after ?? ''),
      because: outside ? t('started outside the project') : t('other folder'),
      entity: `${server} cwd ${change.after ?? ''}`,
      change,
      factors: outside ? { exposure: exposureOf(context) } : {},
      fixes:
        change.op === 'add'
          ? removeMemberFix(context, change.pointer, t('Remove {0}', 'cwd'))
          : restoreMemberFix(context, change.pointer, change.pointer, t('Restore {0}', 'cwd')),
    },
  ];
}

function leavesProject(path: string): boolean {
  const normal = normalisePath(path);
  return /^(?:\/|~|\.\.(?:\/|$)|[a-zA-Z]:)/.test(normal) || /^\$workspace\/\.\./.test(normal);
}
