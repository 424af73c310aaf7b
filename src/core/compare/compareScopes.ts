import { t } from '@vscode/l10n';
import type { PlacedValue, ServerFact } from '../facts/fact';
import type { PartChange } from './compareServer';

/** Changes of the rights a server's login asks for. */
export function compareScopes(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = baseline.scopes;
  const after = current.scopes;
  if (before === undefined && after === undefined) return [];
  const gained = newScopes(before ?? [], after ?? []);
  const lost = newScopes(after ?? [], before ?? []);
  if (gained.length === 0 && lost.length === 0) return [];
  const first = gained[0] ?? after?.[0];
  const common = {
    facet: 'server.credential' as const,
    op:
      before === undefined
        ? ('add' as const)
        : after === undefined
          ? ('remove' as const)
          : ('replace' as const),
    pointer: first?.pointer ?? lost[0]?.pointer ?? current.pointer,
    before: before === undefined ? undefined : listed(before),
    after: after === undefined ? undefined : listed(after),
    range: first?.range ?? current.nameRange,
    baselineRange: (lost[0] ?? before?.[0])?.range,
    detail: { kind: 'server-scopes' as const, server: current, baseline },
  };
  if (before === undefined) {
    const words = t(
      'The login of “{0}” now names the rights it asks for: {1}.',
      current.name,
      listed(gained),
    );
    return [{ ...common, direction: 'neutral', words }];
  }
  if (after === undefined) {
    const words = t(
      'The login of “{0}” no longer limits the rights it asks for; it was: {1}.',
      current.name,
      listed(before),
    );
    return [{ ...common, direction: 'unknown', words }];
  }
  return [
    {
      ...common,
      direction: gained.length === 0 ? 'tightens' : lost.length === 0 ? 'loosens' : 'mixed',
      words:
        gained.length === 0
          ? t(
              'The login of “{0}” asks for fewer rights: no longer {1}.',
              current.name,
              listed(lost),
            )
          : t('The login of “{0}” asks for more rights: {1}.', current.name, listed(gained)),
    },
  ];
}

/** Scopes of `now` that none of `old` includes. */
export function newScopes(
  old: readonly PlacedValue[],
  now: readonly PlacedValue[],
): readonly PlacedValue[] {
  return now.filter((scope) => !old.some((other) => includesScope(other.value, scope.value)));
}

/** Broad rights of well-known providers and the narrow ones inside them. */
const parts: readonly (readonly [whole: RegExp, part: RegExp])[] = [
  [/^repo$/, /^(?:public_repo|repo:[\w_]+)$/],
  [/^user$/, /^(?:read:user|user:\w+)$/],
  [/^https:\/\/mail\.google\.com\/$/, /^https:\/\/www\.googleapis\.com\/auth\/gmail\.\w+$/],
];

/** Everything `inner` allows, `outer` allows too. */
function includesScope(outer: string, inner: string): boolean {
  if (outer === inner || isWholeScope(outer)) return true;
  if (parts.some(([whole, part]) => whole.test(outer) && part.test(inner))) return true;
  // `drive` > `drive.readonly`, `issues` > `issues:read`
  if (inner.startsWith(outer) && /^[.:]read(?:_?only)?$/i.test(inner.slice(outer.length)))
    return true;
  const level = (scope: string): readonly [level: number, thing: string] | undefined => {
    const prefix = /^(read|write|admin|manage):(.+)$/i.exec(scope);
    const suffix = /^(.+)[:.](read|readwrite|write|admin|manage)$/i.exec(scope);
    const word = (prefix?.[1] ?? suffix?.[2])?.toLowerCase();
    const thing = prefix?.[2] ?? suffix?.[1];
    if (word === undefined || thing === undefined) return undefined;
    return [word === 'read' ? 0 : word.includes('write') ? 1 : 2, thing];
  };
  const [wide, narrow] = [level(outer), level(inner)];
  return (
    wide !== undefined && narrow !== undefined && wide[1] === narrow[1] && wide[0] >= narrow[0]
  );
}

/** Every right there is. */
export function isWholeScope(scope: string): boolean {
  return /^(?:\*|\*:\*|all|full|full[-_]access|admin|superuser)$/i.test(scope);
}

function listed(scopes: readonly PlacedValue[]): string {
  return scopes.map((scope) => scope.value).join(', ');
}
