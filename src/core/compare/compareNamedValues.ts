import { t } from '@vscode/l10n';
import { isLoopback, registrableDomain } from '../facts/endpoint';
import type { NamedValue, ServerFact } from '../facts/fact';
import { loaderEffect } from '../facts/loaderVariable';
import { maskSecrets, maskValue } from '../facts/maskSecrets';
import { disablesVerification } from '../facts/verification';
import { restrictedMode } from './argumentDirection';
import type { Change, Direction } from './change';
import type { PartChange } from './compareServer';

/** Changes of environment variables and headers of one server. */
export function compareNamedValues(baseline: ServerFact, current: ServerFact): PartChange[] {
  return [
    ...compareList(baseline.environment, current.environment, current, 'server.environment'),
    ...compareList(baseline.headers, current.headers, current, 'server.environment'),
  ];
}

function compareList(
  before: readonly NamedValue[],
  after: readonly NamedValue[],
  server: ServerFact,
  facet: Change['facet'],
): PartChange[] {
  const old = new Map(before.map((value) => [value.name, value]));
  const changes: PartChange[] = [];
  for (const value of after) {
    const previous = old.get(value.name);
    old.delete(value.name);
    if (previous?.value === value.value) continue;
    changes.push(changed(previous, value, server, facet));
  }
  for (const previous of old.values()) changes.push(gone(previous, server, facet));
  return changes;
}

function changed(
  previous: NamedValue | undefined,
  value: NamedValue,
  server: ServerFact,
  facet: Change['facet'],
): PartChange {
  const common = {
    op: previous === undefined ? ('add' as const) : ('replace' as const),
    pointer: value.pointer,
    before: previous === undefined ? undefined : shown(previous),
    after: shown(value),
    range: value.range,
    baselineRange: previous?.range,
  };
  const pair = { value, baselineValue: previous };
  // Under a credential's name another literal is another credential, however it looks.
  const stillLiteral =
    previous?.kind === 'literal-secret' && value.kind === 'plain' && value.sensitive;
  if (value.kind === 'literal-secret' || stillLiteral) {
    return {
      ...common,
      facet: 'server.credential',
      direction: 'loosens',
      words:
        previous?.kind === 'reference'
          ? t('“{0}” of “{1}” was a reference and is now written out.', value.name, server.name)
          : t('“{0}” of “{1}” is written out in the file.', value.name, server.name),
      detail: {
        kind: 'server-credential',
        server,
        ...pair,
        step:
          previous?.kind === 'reference'
            ? 'became-literal'
            : previous?.kind === 'literal-secret'
              ? 'rotated'
              : 'added',
      },
    };
  }
  if (previous?.kind === 'literal-secret') {
    return {
      ...common,
      facet: 'server.credential',
      direction: 'tightens',
      words: t(
        '“{0}” of “{1}” is no longer written out. It stays in the history until it is revoked.',
        value.name,
        server.name,
      ),
      detail: { kind: 'server-credential', server, ...pair, step: 'became-reference' },
    };
  }
  const given = value.kind !== 'placeholder' && value.kind !== 'empty';
  if (value.sensitive && given && previous === undefined) {
    return {
      ...common,
      facet: 'server.credential',
      direction: 'loosens',
      words: t('“{0}” is now handed the credential “{1}”.', server.name, value.name),
      detail: { kind: 'server-credential', server, ...pair, step: 'added' },
    };
  }
  return {
    ...common,
    facet,
    direction: directionOf(value, previous),
    words:
      previous === undefined
        ? value.sensitive && value.kind === 'placeholder'
          ? t('“{0}” now gets {1} = {2}, a placeholder.', server.name, value.name, shown(value))
          : t('“{0}” now gets {1} = {2}.', server.name, value.name, shown(value))
        : t(
            '{0} of “{1}” changed: {2} → {3}.',
            value.name,
            server.name,
            shown(previous),
            shown(value),
          ),
    detail: { kind: 'server-environment', server, ...pair },
  };
}

function gone(previous: NamedValue, server: ServerFact, facet: Change['facet']): PartChange {
  const common = {
    op: 'remove' as const,
    pointer: previous.pointer,
    before: shown(previous),
    range: server.nameRange,
    baselineRange: previous.nameRange,
  };
  if (previous.sensitive) {
    return {
      ...common,
      facet: 'server.credential',
      direction:
        /authorization|api[_-]?key|token/i.test(previous.name) &&
        previous.pointer.includes('/headers/')
          ? 'mixed'
          : 'tightens',
      words: t('“{0}” no longer gets the credential “{1}”.', server.name, previous.name),
      detail: { kind: 'server-credential', server, baselineValue: previous, step: 'removed' },
    };
  }
  return {
    ...common,
    facet,
    direction: protects(previous) ? 'loosens' : switchesOn(previous) ? 'tightens' : 'neutral',
    words: t('“{0}” no longer gets {1}; it was {2}.', server.name, previous.name, shown(previous)),
    detail: { kind: 'server-environment', server, baselineValue: previous },
  };
}

function directionOf(value: NamedValue, previous: NamedValue | undefined): Direction {
  const effect = loaderEffect(value.name, value.value);
  if (effect !== undefined || disablesVerification(value.name, value.value)) return 'loosens';
  if (loaderEffect(value.name, previous?.value ?? '') !== undefined) return 'tightens';
  if (disablesVerification(value.name, previous?.value ?? '')) return 'tightens';
  if (protects(value) !== protects(previous)) return protects(value) ? 'tightens' : 'loosens';
  const on = switchesOn(value);
  if (on !== (previous !== undefined && switchesOn(previous))) return on ? 'loosens' : 'tightens';
  return movesAway(previous, value) ? 'loosens' : 'neutral';
}

/** `READ_ONLY=true`, `X-MCP-Readonly: true`, a list of allowed hosts: protection while it is there. */
function protects(value: NamedValue | undefined): boolean {
  if (value === undefined) return false;
  if (/allowed_?(?:hosts?|origins?|domains?|tools?|paths?|dirs?)/i.test(value.name)) {
    return value.value !== '' && !value.value.includes('*');
  }
  const lists = /(?:^|[-_])(?:blocked|denied|forbidden|disallowed|excluded)[-_]/i.test(value.name);
  if (lists && !/(?:^|[-_])(?:allow|ignore|skip|disable|include|bypass|no)[-_]/i.test(value.name)) {
    return !/^(?:|\[\]|none|false|0)$/i.test(value.value);
  }
  if (/(?:access|permission|security)[-_]?(?:mode|level)$/i.test(value.name)) {
    return restrictedMode.test(value.value);
  }
  return /read[-_]?only|dry[-_]?run|safe[-_]?mode|sandbox/i.test(value.name) && isOn(value.value);
}

/** `ALLOW_SCRIPTS=1`, `ENABLE_WRITE=true`: power while it is on. */
export function switchesOn({ name, value }: Pick<NamedValue, 'name' | 'value'>): boolean {
  return powerSwitch.test(name) && !protectiveWord.test(name) && isOn(value);
}

/** `ENABLE_DELETE_PROTECTION` is the opposite of `ENABLE_DELETE`. */
const protectiveWord = /protect|allow_?list|block_?list|filter|confirm|restrict|limit|guard|check/i;

const powerSwitch =
  /(?:^|[-_])(?:allow|enable|permit)[-_](?:all|any|write\w*|delet\w*|destructive\w*|exec\w*|scripts?|shell|commands?|insecure|danger\w*|unsafe\w*|admin|sudo|mutations?|uploads?)(?:[-_]|$)/i;

function isOn(value: string): boolean {
  return /^(?:1|true|yes|on)$/i.test(value);
}

/** An address that leads to another owner now, whatever the variable is called. */
function movesAway(previous: NamedValue | undefined, value: NamedValue): boolean {
  const host = (entry: NamedValue | undefined): string | undefined =>
    /^[a-z][\w+.-]*:\/\/(?:[^/?#@]*@)?([^/:?#]+)/i.exec(entry?.value ?? '')?.[1]?.toLowerCase();
  const before = host(previous);
  const after = host(value);
  if (before === undefined || after === undefined || isLoopback(after)) return false;
  return registrableDomain(before) !== registrableDomain(after);
}

function shown(value: NamedValue): string {
  const masked = maskSecrets(value.value);
  return value.kind === 'literal-secret' && masked === value.value
    ? maskValue(value.value)
    : masked;
}
