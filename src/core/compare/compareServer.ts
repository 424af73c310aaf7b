import { t } from '@vscode/l10n';
import type { ServerFact } from '../facts/fact';
import { normalisePath } from '../facts/filesystemRoots';
import { maskSecrets } from '../facts/maskSecrets';
import type { Change, Direction, Operation } from './change';
import { compareLaunch } from './compareLaunch';
import { compareEndpoint } from './compareEndpoint';
import { compareNamedValues } from './compareNamedValues';
import { comparePaths } from './comparePaths';
import { compareScopes } from './compareScopes';

/** What a change of one server's part has in common; the parts add the rest. */
export interface PartChange extends Omit<Change, 'subject' | 'op'> {
  readonly op?: Operation;
}

/** Everything that differs between two states of one server. */
export function compareServer(baseline: ServerFact, current: ServerFact): Change[] {
  const parts: PartChange[] = [
    ...renamed(baseline, current),
    ...switched(baseline, current),
    ...compareLaunch(baseline, current),
    ...workingDirectory(baseline, current),
    ...compareEndpoint(baseline, current),
    ...compareNamedValues(baseline, current),
    ...comparePaths(baseline, current),
    ...compareScopes(baseline, current),
    ...toolFilter(baseline, current),
    ...autoApproval(baseline, current),
    ...sandbox(baseline, current),
    ...otherKeys(baseline, current),
  ];
  return parts.map((part) => ({ op: 'replace' as const, ...part, subject: current.subject }));
}

function renamed(baseline: ServerFact, current: ServerFact): PartChange[] {
  if (baseline.name === current.name) return [];
  return [
    {
      facet: 'server',
      op: 'move',
      pointer: current.pointer,
      direction: 'neutral',
      words: t('The server “{0}” is now called “{1}”.', baseline.name, current.name),
      before: baseline.name,
      after: current.name,
      range: current.nameRange,
      baselineRange: baseline.nameRange,
      detail: { kind: 'server-renamed', server: current, baseline },
    },
  ];
}

function switched(baseline: ServerFact, current: ServerFact): PartChange[] {
  if (baseline.enabled === current.enabled) return [];
  const on = current.enabled;
  return [
    {
      facet: 'server.enabled',
      pointer: current.pointer,
      direction: on ? 'loosens' : 'tightens',
      words: on
        ? t('The server “{0}” is switched on.', current.name)
        : t('The server “{0}” is switched off.', current.name),
      before: on ? t('off') : t('on'),
      after: on ? t('on') : t('off'),
      range: current.enabledRange ?? current.nameRange,
      baselineRange: baseline.enabledRange ?? baseline.nameRange,
      detail: { kind: on ? 'server-enabled' : 'server-disabled', server: current },
    },
  ];
}

/** A relative script is another one when it is started from elsewhere. */
function workingDirectory(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = baseline.workingDirectory;
  const after = current.workingDirectory;
  if (before === after || normalisePath(before ?? '.') === normalisePath(after ?? '.')) return [];
  const inside = /^(?:\.|\$workspace)(?:\/(?!\.\.)|$)|^[\w-]/.test(normalisePath(after ?? '.'));
  return [
    {
      facet: 'server.launch',
      op: before === undefined ? 'add' : after === undefined ? 'remove' : 'replace',
      pointer: `${current.pointer}/cwd`,
      direction: inside ? 'neutral' : 'loosens',
      words: t(
        '“{0}” is started in {1}; it was {2}.',
        current.name,
        after ?? t('the project folder'),
        before ?? t('the project folder'),
      ),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      range: current.workingDirectoryRange ?? current.nameRange,
      baselineRange: baseline.workingDirectoryRange ?? baseline.nameRange,
      detail: { kind: 'server-arguments', server: current, baseline },
    },
  ];
}

function toolFilter(baseline: ServerFact, current: ServerFact): PartChange[] {
  const includeNow = toolLimit(current);
  const includeBefore = toolLimit(baseline);
  const gained =
    includeNow === undefined
      ? includeBefore === undefined
        ? []
        : [t('every tool')]
      : includeBefore === undefined
        ? []
        : includeNow.filter((tool) => !includeBefore.includes(tool));
  const lost =
    includeNow === undefined
      ? []
      : includeBefore === undefined
        ? [t('every tool not listed')]
        : includeBefore.filter((tool) => !includeNow.includes(tool));
  const unblocked = (baseline.excludeTools ?? []).filter(
    (tool) => !(current.excludeTools ?? []).includes(tool),
  );
  const blocked = (current.excludeTools ?? []).filter(
    (tool) => !(baseline.excludeTools ?? []).includes(tool),
  );
  const opens = [...gained, ...unblocked];
  const closes = [...lost, ...blocked];
  if (opens.length === 0 && closes.length === 0) return [];
  const direction: Direction =
    opens.length > 0 && closes.length > 0 ? 'mixed' : opens.length > 0 ? 'loosens' : 'tightens';
  return [
    {
      facet: 'server.tools',
      pointer: current.pointer,
      direction,
      words:
        opens.length > 0
          ? t('“{0}” may now also use: {1}.', current.name, opens.join(', '))
          : t('“{0}” may no longer use: {1}.', current.name, closes.join(', ')),
      before: listed(baseline.includeTools ?? baseline.excludeTools),
      after: listed(current.includeTools ?? current.excludeTools),
      range: current.toolsRange ?? current.nameRange,
      ...(baseline.toolsRange === undefined ? {} : { baselineRange: baseline.toolsRange }),
      detail: { kind: 'server-tools', server: current, baseline },
    },
  ];
}

/** A star is no limit. */
function toolLimit(server: ServerFact): readonly string[] | undefined {
  return server.includeTools?.includes('*') === true ? undefined : server.includeTools;
}

function listed(tools: readonly string[] | undefined): string {
  return tools === undefined ? t('every tool') : tools.join(', ');
}

function autoApproval(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = new Map(baseline.autoApprove.map((approval) => [approval.tool, approval]));
  const after = new Map(current.autoApprove.map((approval) => [approval.tool, approval]));
  const changes: PartChange[] = [];
  for (const [tool, approval] of after) {
    if (before.has(tool) || (before.has('*') && tool !== '*')) continue;
    changes.push({
      facet: 'server.auto-approval',
      op: 'add',
      pointer: approval.pointer,
      direction: 'loosens',
      words:
        tool === '*'
          ? t('Every tool of “{0}” now runs without asking.', current.name)
          : t('“{0}” of “{1}” now runs without asking.', tool, current.name),
      after: tool,
      range: approval.range,
      detail: { kind: 'server-auto-approval', server: current, approval, added: true },
    });
  }
  for (const [tool, approval] of before) {
    if (after.has(tool) || after.has('*')) continue;
    changes.push({
      facet: 'server.auto-approval',
      op: 'remove',
      pointer: approval.pointer,
      direction: 'tightens',
      words:
        tool === '*'
          ? t('Tools of “{0}” are asked about again.', current.name)
          : t('“{0}” of “{1}” is asked about again.', tool, current.name),
      before: tool,
      range: current.nameRange,
      baselineRange: approval.range,
      detail: { kind: 'server-auto-approval', server: current, approval, added: false },
    });
  }
  return changes;
}

/** VS Code: the sandbox confines a server and at the same time stops asking before its tools run. */
function sandbox(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = baseline.sandboxed ?? false;
  const after = current.sandboxed ?? false;
  if (before === after) return [];
  return [
    {
      facet: 'server.sandbox',
      pointer: `${current.pointer}/sandboxEnabled`,
      direction: 'mixed',
      words: after
        ? t(
            '“{0}” is confined to a sandbox, and its tools are no longer asked about.',
            current.name,
          )
        : t('“{0}” leaves its sandbox, and its tools are asked about again.', current.name),
      before: String(before),
      after: String(after),
      range: current.sandboxRange ?? current.nameRange,
      ...(baseline.sandboxRange === undefined ? {} : { baselineRange: baseline.sandboxRange }),
      detail: { kind: 'server-sandbox', server: current, baseline },
    },
  ];
}

/** Keys no reader knows, inside an entry that starts a program: loosening until somebody knows better. */
function otherKeys(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = new Map(baseline.other.map((value) => [value.key, value]));
  const changes: PartChange[] = [];
  for (const value of current.other) {
    const old = before.get(value.key);
    before.delete(value.key);
    if (old?.raw === value.raw) continue;
    changes.push({
      facet: 'server.other',
      op: old === undefined ? 'add' : 'replace',
      pointer: value.pointer,
      direction: otherDirection(value.key, old?.canonical, value.canonical),
      words:
        old === undefined
          ? t('“{0}” is new at “{1}”: {2}.', value.key, current.name, value.canonical)
          : t(
              '“{0}” of “{1}” changed: {2} → {3}.',
              value.key,
              current.name,
              old.canonical,
              value.canonical,
            ),
      ...(old === undefined ? {} : { before: old.canonical, baselineRange: old.range }),
      after: value.canonical,
      range: value.keyRange,
      detail: { kind: 'server-other', server: current, key: value.key },
    });
  }
  for (const old of before.values()) {
    changes.push({
      facet: 'server.other',
      op: 'remove',
      pointer: old.pointer,
      direction: otherDirection(old.key, old.canonical, undefined),
      words: t(
        '“{0}” is gone from “{1}”; it was {2}.',
        old.key,
        current.name,
        maskSecrets(old.canonical),
      ),
      before: old.canonical,
      range: current.nameRange,
      baselineRange: old.keyRange,
      detail: { kind: 'server-other', server: current, key: old.key },
    });
  }
  return changes;
}

function otherDirection(
  key: string,
  before: string | undefined,
  after: string | undefined,
): Direction {
  // VS Code starts this program when it debugs a server (reference landscape, October 2026).
  const program = (value = ''): string | undefined => /"debugpyPath":("[^"]*")/.exec(value)?.[1];
  if (program(before) !== program(after)) {
    return program(after) === undefined ? 'tightens' : 'loosens';
  }
  return harmlessKey.test(key) ? 'neutral' : 'unknown';
}

/** Known keys that move neither power nor protection. */
const harmlessKey =
  /^(?:timeout|startup_?timeout|connectTimeout|dev|tags|category|id|lastUpdated|alwaysLoad|fromGalleryId)$/i;
