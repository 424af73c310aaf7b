import { t } from '@vscode/l10n';
import {
  canonicalText,
  effectiveMembers,
  inTextOrder,
  memberOf,
  pointerStep,
} from '../parse/navigate';
import type { DataNode, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { mostFacts } from './boundFacts';
import type { FileFacts, ServerFact } from './fact';
import { readManifestLaunches } from './manifestLaunches';
import { installationSteps, manifestTerms, type ManifestTerm } from './manifestTerms';
import { maskSecrets } from './maskSecrets';
import { readMcpServers } from './mcpServers';
import { readHooks } from './readHooks';
import type { TraitFact } from './traitFact';

/** How deep the keys of a manifest are looked at. */
const deepest = 12;

/**
 * What a manifest says: the servers and hooks it brings, as every other file has them, and the rest
 * as traits, by the table of its keys.
 */
export function readManifest(
  text: string,
  root: DataNode,
  surface: Surface,
): Pick<FileFacts, 'servers' | 'inputs' | 'hooks' | 'traits'> {
  const bundled = memberOf(memberOf(root, 'server')?.value, 'mcp_config') !== undefined;
  const serverKeys = bundled ? ['server'] : ['mcpServers'];
  const read = readMcpServers(text, root, { ...surface, serverKeys });
  const hooks = memberOf(root, 'hooks')?.value;
  const inline = hooks?.kind === 'object' ? readHooks(hooks) : [];
  const skip = new Set(['/server/mcp_config']);
  if ((read?.servers.length ?? 0) > 0) skip.add('/mcpServers');
  if (inline.length > 0) skip.add('/hooks');
  const launches = readManifestLaunches(text, root);
  for (const pointer of launches.read) skip.add(pointer);
  const traits: TraitFact[] = [];
  collect(root, { path: '', pointer: '' }, undefined, skip, traits, 0);
  const servers = [...(read?.servers ?? []), ...launches.servers].map((server) =>
    namedLikeBundle(server, root),
  );
  const { rest } = launches;
  const left = traits.map((trait) =>
    rest !== undefined && trait.pointer === '/startCommand/commandFunction'
      ? {
          ...trait,
          value: maskSecrets(rest).slice(0, 300),
          unit: maskSecrets(rest).replaceAll('|', ' '),
        }
      : trait,
  );
  return { servers, inputs: [], hooks: inline, traits: left };
}

/** The one server of a bundle stands under `mcp_config`; people know it by the bundle's name. */
function namedLikeBundle(server: ServerFact, root: DataNode): ServerFact {
  const own = memberOf(root, 'name')?.value;
  if (!server.pointer.startsWith('/server/mcp_config') || own?.kind !== 'string') return server;
  const name = server.name === 'mcp_config' ? own.value : `${own.value} (${server.name})`;
  return { ...server, name, subject: `server:${name}` };
}

interface Place {
  readonly path: string;
  readonly pointer: string;
}

function collect(
  node: DataNode,
  place: Place,
  above: ManifestTerm | undefined,
  skip: ReadonlySet<string>,
  traits: TraitFact[],
  depth: number,
): void {
  if (depth > deepest || skip.has(place.pointer)) return;
  // One more than are judged tells that there are more, and where they start.
  if (traits.length > mostFacts.traits) return;
  if (node.kind === 'object') {
    for (const member of inTextOrder(effectiveMembers(node))) {
      const inside = {
        path: place.path === '' ? member.key : `${place.path}.${member.key}`,
        pointer: place.pointer + pointerStep(member.key),
      };
      if (/^plugins\[[^\]]*\]\.source$/.test(inside.path)) {
        traits.push(pluginSource(member.value, inside));
        continue;
      }
      const term = termOf(inside.path) ?? above;
      collect(member.value, inside, term, skip, traits, depth + 1);
    }
    return;
  }
  if (node.kind === 'array') {
    node.items.forEach((item, index) => {
      const plain = item.kind !== 'object' && item.kind !== 'array';
      const name = plain ? scalar(item) : (nameOf(item) ?? String(index));
      const inside = { path: `${place.path}[${name}]`, pointer: `${place.pointer}/${index}` };
      // Many plugins in one list: each of them is worth a word of its own.
      if (!plain && place.path === 'plugins') traits.push(listedPlugin(item, name, inside));
      collect(
        item,
        inside,
        plain ? above : (termOf(inside.path) ?? above),
        skip,
        traits,
        depth + 1,
      );
    });
    return;
  }
  const address = /configSchema\..*\.default$/.test(place.path)
    ? /^(?:https?|wss?):\/\/[^/?#\s]+/.exec(scalar(node))?.[0]
    : undefined;
  if (address === undefined) traits.push(traitOf(node, place, termOf(place.path) ?? above));
  // The same host under another path is no other server, and a new option goes where it was made to.
  else {
    const trait = traitOf(node, place, defaultAddress);
    traits.push({ ...trait, rank: 0, unit: address });
  }
}

/** What a user gets who sets nothing: the server goes there. */
const defaultAddress: ManifestTerm = {
  path: /(?:)/,
  facet: 'manifest.variable',
  order: 'identity',
  meaning: () => t('the server connects to it unless a user says otherwise'),
};

function termOf(path: string): ManifestTerm | undefined {
  return manifestTerms.find((term) => term.path.test(path));
}

function nameOf(item: DataNode): string | undefined {
  for (const key of ['name', 'registryType', 'registry_name', 'id']) {
    const value = memberOf(item, key)?.value;
    if (value?.kind === 'string' && value.value.length <= 80) return value.value;
  }
  return undefined;
}

function traitOf(node: DataNode, place: Place, term: ManifestTerm | undefined): TraitFact {
  const value = scalar(node);
  const order = term?.order;
  const base: TraitFact = {
    facet: term?.facet ?? 'manifest.text',
    subject: `manifest:${place.path.split('.', 1)[0] ?? ''}`,
    pointer: place.pointer,
    range: node.range,
    key: `manifest ${place.path}`,
    title: t(
      '`{0}`',
      place.path.replace(/\[[^[\]]*\]$/, (item) => (order === 'items' ? '' : item)),
    ),
    value: maskSecrets(value).slice(0, 300),
    absent: 0,
    moved: 'unknown',
    ...(term?.meaning === undefined ? {} : { meaning: term.meaning() }),
  };
  const on = node.kind === 'boolean' ? node.value : value !== '' && value !== 'false';
  switch (order) {
    case undefined:
      return base;
    case 'quiet':
      return { ...base, rank: 0, unit: 'text', moved: 'neutral' };
    case 'identity':
      return { ...base, moved: 'loosens' };
    case 'prose':
      return { ...base, rank: 0, unit: 'text' };
    case 'executes':
    case 'items':
      return { ...base, rank: 1, unit: 'part', moved: 'loosens' };
    case 'denied':
      return { ...base, rank: -1, unit: 'part' };
    case 'version': {
      const fixed = /^v?\d+\.\d[-+.\w]*$/.test(value);
      return { ...base, rank: fixed ? 0 : 1, unit: 'pin', absent: 1, moved: 'neutral' };
    }
    case 'protects':
      return { ...base, rank: 0, unit: 'guard', absent: 1 };
    case 'guard':
      return { ...base, rank: on ? 0 : 1, unit: 'switch', absent: 1, ...told(base, on) };
    case 'default-guard':
      return { ...base, rank: on ? 0 : 1, unit: 'switch', absent: 0, ...told(base, on) };
    case 'opens':
      return { ...base, rank: on ? 1 : 0, unit: 'switch', ...told(base, on) };
    case 'installation':
      return { ...base, rank: installationSteps.indexOf(value), unit: 'step', absent: 1 };
  }
}

/** What a switch means holds only while it is on. */
function told({ meaning }: TraitFact, on: boolean): Pick<TraitFact, 'meaning'> {
  if (meaning === undefined || on) return {};
  return { meaning: t('it does not hold that {0}', meaning) };
}

function listedPlugin(item: DataNode, name: string, place: Place): TraitFact {
  const range: TextRange = memberOf(item, 'name')?.value.range ?? {
    start: item.range.start,
    end: item.range.start + 1,
  };
  return {
    facet: 'plugin',
    subject: `plugin:${name}`,
    pointer: place.pointer,
    range,
    key: `manifest plugin ${name}`,
    title: t('plugin `{0}`', name),
    value: '',
    rank: 1,
    unit: 'plugin',
    absent: 0,
    moved: 'neutral',
    meaning: t('whoever uses this marketplace can install it'),
  };
}

/** Where a plugin comes from, and how firmly: a folder here, a commit, a tag or branch, whatever is newest. */
function pluginSource(node: DataNode, place: Place): TraitFact {
  const text = (key: string): string => {
    const value = memberOf(node, key)?.value;
    return value?.kind === 'string' ? value.value : '';
  };
  const value =
    node.kind === 'object'
      ? ['source', 'repo', 'url', 'package', 'registry', 'path', 'ref', 'version', 'sha']
          .map(text)
          .filter((part) => part !== '')
          .join(' ')
      : scalar(node);
  const local =
    node.kind === 'string'
      ? !/^(?:https?:|git|[\w-]+\/[\w.-]+@)/.test(value)
      : text('source') === 'local';
  const rank = local ? 0 : text('sha') !== '' ? 1 : text('ref') + text('version') !== '' ? 2 : 3;
  return {
    facet: 'plugin',
    subject: place.path,
    pointer: place.pointer,
    range: node.range,
    key: `manifest ${place.path}`,
    title: t('source `{0}`', place.path),
    value: maskSecrets(value),
    rank,
    unit: 'source',
    absent: 0,
    moved: local ? 'unknown' : 'loosens',
    ...(rank >= 2 ? { meaning: t('what is there can change without an edit here') } : {}),
  };
}

function scalar(node: DataNode): string {
  if (node.kind === 'string') return node.value;
  return node.kind === 'null' ? '' : canonicalText(node);
}
