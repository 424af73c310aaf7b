import { t } from '@vscode/l10n';
import { registrableDomain } from '../facts/endpoint';
import type { Endpoint, ServerFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { argumentDirection } from './argumentDirection';
import type { Direction } from './change';
import type { PartChange } from './compareServer';

/** Changes of where a remote server is: host, scheme, port, path. */
export function compareEndpoint(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = baseline.endpoint;
  const after = current.endpoint;
  if (before === undefined || after === undefined || before.url === after.url) return [];
  const common = {
    facet: 'server.endpoint' as const,
    pointer: after.pointer,
    before: maskSecrets(before.url),
    after: maskSecrets(after.url),
    detail: { kind: 'server-endpoint' as const, server: current, baseline },
  };
  // Two hosts that are not known are the same only when they are written the same.
  const hidden = before.host === undefined && before.authority !== after.authority;
  if (before.host !== after.host || hidden) {
    return [
      {
        ...common,
        direction: after.loopback && !before.loopback ? 'mixed' : 'loosens',
        words: t(
          '“{0}” connects to another host: {1} → {2}.',
          current.name,
          hostOf(before),
          hostOf(after),
        ),
        range: after.hostRange,
        baselineRange: before.hostRange,
      },
    ];
  }
  if (secure(before) !== secure(after)) {
    return [
      {
        ...common,
        direction: secure(after) ? 'tightens' : after.loopback ? 'neutral' : 'loosens',
        words: secure(after)
          ? t('“{0}” is now encrypted: {1} → {2}.', current.name, before.scheme, after.scheme)
          : after.loopback
            ? t(
                '“{0}” is no longer encrypted: {1} → {2}. It is on this machine, so nobody is on the way.',
                current.name,
                before.scheme,
                after.scheme,
              )
            : t(
                '“{0}” is no longer encrypted: {1} → {2}.',
                current.name,
                before.scheme,
                after.scheme,
              ),
        range: after.schemeRange,
        baselineRange: before.schemeRange,
      },
    ];
  }
  return [
    {
      ...common,
      direction: addressDirection(before.url, after.url),
      words: t(
        '“{0}” uses another address on the same host: {1} → {2}.',
        current.name,
        common.before,
        common.after,
      ),
      range: after.range,
      baselineRange: before.range,
    },
  ];
}

/** What the path and the parameters say: remote servers take there what local ones take as arguments. */
function addressDirection(before: string, after: string): Direction {
  const old = addressWords(before);
  const now = addressWords(after);
  const reads = (words: readonly string[]): boolean =>
    words.some((word) => readOnlyWord.test(word));
  if (reads(old) !== reads(now)) return reads(now) ? 'tightens' : 'loosens';
  return argumentDirection(
    now.filter((word) => !old.includes(word)),
    old.filter((word) => !now.includes(word)),
    now,
    old,
  );
}

/** In a segment of the path, in a parameter or its value. */
export const readOnlyWord = /read-?only/i;

/** `/readonly?project_ref=abc` → `--readonly`, `--project-ref=abc`; what is switched off is not there. */
export function addressWords(url: string): readonly string[] {
  const [address = ''] = url.split('#', 1);
  const [path = '', query = ''] = address.split('?', 2);
  const segments = path.split('/').filter((segment) => readOnlyWord.test(segment));
  const parameters = query
    .split('&')
    .filter((one) => one !== '' && !/=(?:false|0|no|off)?$/i.test(one))
    .map((one) => one.replace(/=(?:true|1|yes|on)$/i, ''))
    .map((one) => one.replace(/^[^=]*/, (name) => name.replaceAll('_', '-')));
  return [...segments, ...parameters].map((word) => `--${word}`);
}

/** Traffic to the endpoint is encrypted, or never leaves the machine. */
export function secure(endpoint: Endpoint): boolean {
  return /^(?:https|wss|unix|pipe)$/.test(endpoint.scheme);
}

/** The two hosts belong to one registrable domain. */
export function sameOwner(before: Endpoint, after: Endpoint): boolean {
  return (
    before.host !== undefined &&
    after.host !== undefined &&
    registrableDomain(before.host) === registrableDomain(after.host)
  );
}

function hostOf(endpoint: Endpoint): string {
  return endpoint.host ?? (maskSecrets(endpoint.authority) || maskSecrets(endpoint.url));
}
