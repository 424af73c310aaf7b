import type { Surface } from '../surfaces/surface';
import { parsePolicy } from './parsePolicy';
import { matchesGlob } from './pathGlob';
import type { GovernedKind } from './policyText';
import { policyFolder, type PolicySource } from './resolvePolicy';

/** Files that a policy governs beside those of the catalogue. */
export interface GovernedPaths {
  readonly kind: GovernedKind;
  /** From the root that the paths are relative to. */
  readonly glob: string;
}

/**
 * What policies name under `govern`, each below its own folder. They only ever add: what the catalogue
 * or another policy governs stays governed. A policy that cannot be read names nothing.
 */
export function governedPaths(sources: readonly PolicySource[]): readonly GovernedPaths[] {
  return sources.flatMap(({ path, text }) => {
    const folder = policyFolder(path);
    if (folder === undefined || text?.includes('govern') !== true) return [];
    const { govern = {} } = parsePolicy(text, folder !== '').policy ?? {};
    return Object.entries(govern).flatMap(([kind, globs]) =>
      globs.map((glob): GovernedPaths => ({
        kind: kind as GovernedKind,
        glob: folder === '' ? glob : `${folder}/${glob}`,
      })),
    );
  });
}

/**
 * What a policy makes of a path; undefined when none names it. Whatever belongs to change control
 * itself is no matter of a pattern.
 *
 * @param path relative to the same root as the patterns
 */
export function surfaceByPolicy(
  path: string,
  governed: readonly GovernedPaths[],
): Surface | undefined {
  if (governed.length === 0 || path.startsWith('~/') || ownPlace.test(path)) return undefined;
  const named = governed.find(({ glob }) => matchesGlob(glob, path));
  return named === undefined ? undefined : surfaces[named.kind][formatOf(path)];
}

const ownPlace = /(?:^|\/)(?:\.mcp-change|\.git)\//;

const endings = {
  json: 'jsonc',
  jsonc: 'jsonc',
  json5: 'jsonc',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  md: 'markdown',
  mdc: 'markdown',
  markdown: 'markdown',
} as const satisfies Readonly<Record<string, Surface['format']>>;

type Format = (typeof endings)[keyof typeof endings] | 'text';

function formatOf(path: string): Format {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(endings, ending) ? endings[ending as keyof typeof endings] : 'text';
}

const titles = {
  mcp: { kind: 'mcp-config', title: 'MCP configuration named by the policy' },
  permission: { kind: 'permission', title: 'Permissions named by the policy' },
  prompt: { kind: 'prompt', title: 'Prompt named by the policy' },
  financial: { kind: 'financial', title: 'Spending named by the policy' },
} as const;

/** Made once: a surface is told by its identity. */
const surfaces = Object.fromEntries(
  (Object.keys(titles) as GovernedKind[]).map((kind) => [
    kind,
    Object.fromEntries(
      [...new Set(Object.values(endings)), 'text' as const].map((format) => [
        format,
        surfaceOf(kind, format),
      ]),
    ),
  ]),
) as Readonly<Record<GovernedKind, Readonly<Record<Format, Surface>>>>;

function surfaceOf(kind: GovernedKind, format: Format): Surface {
  // Prose is read as prose wherever it stands; of everything else the meaning is not known.
  const prose = kind === 'prompt' && (format === 'markdown' || format === 'text');
  return {
    id: `policy-${kind}`,
    title: titles[kind].title,
    client: kind === 'prompt' ? 'Prompts' : 'MCP',
    kind: titles[kind].kind,
    patterns: [],
    format: prose ? 'markdown' : format,
    reader: prose ? 'instructions' : 'general',
    scope: 'project',
    takesEffect: 'on-new-session',
    autostart: false,
    serverKeys: [],
    secretReference: 'none',
  };
}
