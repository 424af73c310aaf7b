import { t } from '@vscode/l10n';
import { shownLine } from '../facts/shownText';
import type { ComparedClient, ComparedPower, PowerKind } from './power';

const marks: Readonly<Record<ComparedPower['state'], string>> = { same: ' ', new: '+', gone: '-' };

/** More lines of one kind than anybody reads; what is new or gone is always shown. */
const mostLines = 12;

/**
 * The explanation for people, as plain text: per client what its agents can do, `+` what is new, `-`
 * what is gone.
 *
 * @param baseline what it is compared with, e.g. `main`; undefined where there is nothing
 */
export function renderPowers(
  clients: readonly ComparedClient[],
  baseline: string | undefined,
): string {
  const lines = [
    baseline === undefined
      ? t('What agents can do here. There is nothing to compare with.')
      : t('What agents can do here. + is new against {0}, - is gone.', shownLine(baseline)),
  ];
  for (const { client, folder, powers } of clients) {
    lines.push('', folder === '' ? client : t('{0}, started in {1}', client, shownLine(folder)));
    const kinds = [...new Set(powers.map(({ kind }) => kind))];
    for (const kind of kinds) lines.push(...linesOf(kind, powers));
  }
  if (clients.length === 0) lines.push('', t('No file here gives an agent anything.'));
  return `${lines.join('\n')}\n`;
}

function linesOf(kind: PowerKind, powers: readonly ComparedPower[]): readonly string[] {
  const own = powers.filter((power) => power.kind === kind);
  let room = mostLines;
  const shown = own.filter(({ state }) => state !== 'same' || room-- > 0);
  const left = own.length - shown.length;
  return [
    `  ${titleOf(kind)}`,
    ...shown.map(
      ({ state, text, path }) => `  ${marks[state]} ${shownLine(text)}  (${shownLine(path)})`,
    ),
    ...(left === 0 ? [] : [`    ${t('and {0} more that are as they were', left)}`]),
  ];
}

function titleOf(kind: PowerKind): string {
  switch (kind) {
    case 'servers':
      return t('Servers it can use');
    case 'asking':
      return t('When it asks');
    case 'tools':
      return t('Tools it uses without asking');
    case 'shell':
      return t('Commands it runs without asking');
    case 'paths':
      return t('Files it reaches');
    case 'network':
      return t('Where it connects');
    case 'runs':
      return t('What starts by itself');
    case 'plugins':
      return t('Plugins');
    case 'sandbox':
      return t('Sandbox');
    case 'spending':
      return t('What it may spend');
    case 'refused':
      return t('What it is refused');
  }
}
