import { t } from '@vscode/l10n';
import type { TraitFact } from './traitFact';

/** Commands that install packages, and whether they keep to the lockfile. */
const installers: readonly (readonly [tool: string, strict: RegExp, loose: RegExp])[] = [
  ['npm', /\bnpm (?:ci|clean-install)\b/, /\bnpm (?:install|i)(?=\s{0,4}(?:$|&|;|--))/],
  [
    'pnpm or Yarn',
    /\b(?:pnpm|yarn) (?:i|install) --(?:frozen-lockfile|immutable)\b/,
    /\b(?:pnpm|yarn)(?: i| install)?(?: --no-(?:frozen-lockfile|immutable))?(?=\s{0,4}(?:$|&|;))/,
  ],
  ['uv', /\buv sync --(?:frozen|locked)\b/, /\buv sync(?! --(?:frozen|locked))\b/],
  ['pip', /\bpip3? install --require-hashes\b/, /\bpip3? install (?=-r\b)/],
];

/**
 * @param command of a container file's `RUN`
 * @param at where it starts in the text
 */
export function readInstallCommands(
  command: string,
  at: number,
  pointer: string,
): readonly TraitFact[] {
  return installers.flatMap(([tool, strict, loose]) => {
    const match = strict.exec(command) ?? loose.exec(command);
    if (match === null) return [];
    const start = at + match.index;
    const frozen = strict.test(match[0]);
    return [
      {
        facet: 'dependency',
        subject: 'infrastructure:dependency',
        key: `install ${tool}`,
        pointer,
        range: { start, end: start + match[0].trimEnd().length },
        title: t('installing with {0}', tool),
        value: match[0].trim(),
        rank: frozen ? 0 : 1,
        unit: 'frozen-install',
        // One that is not there installs nothing.
        absent: frozen ? 0 : 1,
        moved: 'neutral',
      },
    ];
  });
}
