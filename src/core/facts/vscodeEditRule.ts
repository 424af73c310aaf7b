import { t } from '@vscode/l10n';
import { globPattern, literal } from './permissionPatterns';
import {
  unclearRule,
  type PermissionList,
  type PermissionRule,
  type Piece,
} from './permissionRule';
import { patternRule } from './toolRule';

/*
 * `chat.tools.edits.autoApprove` (reference landscape, section 5.2 and its entry, October 2026): globs of
 * files that agents change without asking (`true`) or only after it (`false`); the last that fits decides.
 */

/** What VS Code decides by itself where no key of the map fits, the last first. */
export const editRules: readonly (readonly [PermissionList, string])[] = [
  [
    'ask',
    [
      '**/*.{csproj,gradle,code-workspace,lock}',
      '**/*-lock.{yaml,json}',
      '**/{package.json,Cargo.toml,.npmrc,.env}',
      '**/.git/**',
    ].join('\n'),
  ],
  ['allow', '**/*'],
];

/** What is asked about whatever the map says. */
export const guardedEdits: readonly (readonly [PermissionList, string])[] = [
  [
    'ask',
    [
      '**/.vscode/*.json',
      '.github/{agents,hooks}/**',
      '.claude/agents/**',
      '.claude/settings*.json',
    ].join('\n'),
  ],
];

/**
 * One key of the map, or several of VS Code's own, one a line. Files outside of the folder are asked
 * about, so only those inside it matter.
 */
export function parseEditGlob(text: string): PermissionRule {
  const globs = text.trim().split('\n');
  const patterns = globs.map((glob) =>
    globPattern([], /^\*\*(?:\/\*\*?)?$/.test(glob) ? './**' : glob),
  );
  const known = patterns.filter((pattern) => pattern !== undefined);
  if (text.trim() === '' || known.length < patterns.length) return unclearRule(text);
  const branches = known.map(({ pieces }) => pieces);
  const path: readonly Piece[] =
    branches.length === 1 ? branches.flat() : [{ kind: 'either', branches }];
  const shown = globs.length === 1 ? text.trim() : t('VS Code’s own list');
  return patternRule(shown, 'Edit', shown, 'path', {
    pieces: [literal('Edit('), ...path],
    exact: known.length === 1 && known[0]?.exact === true,
  });
}
