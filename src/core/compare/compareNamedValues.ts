import { t } from '@vscode/l10n';
import type { NamedValue, ServerFact } from '../facts/fact';
import { maskSecrets, maskValue } from '../facts/maskSecrets';
import type { Change, Direction } from './change';
import type { PartChange } from './compareServer';

/** Variables that make a runtime load other code, trust anybody, or send traffic elsewhere. */
const loaderVariable =
  /^(?:NODE_OPTIONS|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_[A-Z_]+|PYTHONPATH|PYTHONSTARTUP|PERL5OPT|RUBYOPT|BASH_ENV|JAVA_TOOL_OPTIONS|PATH|NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY|SSL_CERT_FILE|NODE_EXTRA_CA_CERTS|(?:HTTPS?|ALL)_PROXY|npm_config_registry|UV_INDEX_URL|PIP_INDEX_URL|[A-Z_]*BASE_URL)$/i;

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
  if (value.kind === 'literal-secret') {
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
        ? t('“{0}” now gets {1} = {2}.', server.name, value.name, shown(value))
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
    direction: 'neutral',
    words: t('“{0}” no longer gets {1}; it was {2}.', server.name, previous.name, shown(previous)),
    detail: { kind: 'server-environment', server, baselineValue: previous },
  };
}

function directionOf(value: NamedValue, previous: NamedValue | undefined): Direction {
  if (loaderVariable.test(value.name)) return 'loosens';
  const readOnly = /read_?only|dry_?run|safe_?mode|sandbox/i.test(value.name);
  if (!readOnly) return 'neutral';
  const on = (entry: NamedValue | undefined): boolean =>
    /^(?:1|true|yes|on)$/i.test(entry?.value ?? '');
  if (on(value) === on(previous)) return 'neutral';
  return on(value) ? 'tightens' : 'loosens';
}

function shown(value: NamedValue): string {
  const masked = maskSecrets(value.value);
  return value.kind === 'literal-secret' && masked === value.value
    ? maskValue(value.value)
    : masked;
}
