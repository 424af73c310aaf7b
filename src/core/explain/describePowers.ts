import { t } from '@vscode/l10n';
import { describeServer } from '../compare/compareServers';
import { isContained } from '../compare/permissionOrder';
import type { FileFacts, PermissionRuleFact, ServerFact, SettingFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { grammarOf, listOf, ruleOf } from '../facts/permissionGrammars';
import type { PermissionRule } from '../facts/permissionRule';
import { shownText } from '../facts/shownText';
import { agentFolder } from '../surfaces/agentFolder';
import { sharedReaders, type SharedPart } from '../surfaces/sharedReaders';
import type { Client, Surface } from '../surfaces/surface';
import type { ClientPowers, Power, PowerKind } from './power';

/** One governed file of a state. */
export interface StateFile {
  readonly path: string;
  readonly surface: Surface;
  readonly facts: FileFacts;
  /** Outside of the workspace: its owner's, for every folder. */
  readonly isUserLevel?: boolean | undefined;
}

interface LayeredFile extends StateFile {
  /** Later layers win: the user's file, the project's, the personal one beside it. */
  readonly layer: 0 | 1 | 2;
  readonly part: SharedPart;
}

/** Longest list of rules that is searched for rules without effect; quadratic beyond it. */
const longestList = 400;

/**
 * The effective result of all files of a state: for each client, and each folder it may be started in,
 * what its agents can do without being asked and what keeps them back. Lists of several layers add up;
 * of one setting or server that several layers name, the closest layer decides. Switched-off servers
 * and rules without effect are left out.
 */
export function describePowers(files: readonly StateFile[]): readonly ClientPowers[] {
  const groups = new Map<string, { client: Client; folder: string; files: LayeredFile[] }>();
  for (const file of files) {
    const readers: readonly { readonly client: Client; readonly part: SharedPart }[] = [
      { client: file.surface.client, part: 'everything' },
      ...sharedReaders(file.surface.id),
    ];
    for (const { client, part } of readers) {
      const folder = file.isUserLevel === true ? '' : agentFolder(file.path);
      const key = `${client}\n${folder}`;
      const group = groups.get(key) ?? { client, folder, files: [] };
      group.files.push({ ...file, layer: layerOf(file), part });
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ client, folder, files: own }) => ({
      client,
      folder,
      powers: powersOf(own.sort((left, right) => right.layer - left.layer)),
    }))
    .filter(({ powers }) => powers.length > 0);
}

function layerOf({ isUserLevel, surface }: StateFile): 0 | 1 | 2 {
  if (isUserLevel === true) return 0;
  return surface.scope === 'local' ? 2 : 1;
}

/** @param files the closest layer first */
function powersOf(files: readonly LayeredFile[]): readonly Power[] {
  const whole = files.filter(({ part }) => part === 'everything');
  const powers = [
    ...serverPowers(whole),
    ...rulePowers(whole),
    ...settingPowers(whole),
    ...files.flatMap(hookPowers),
    ...whole.flatMap(spendingPowers),
  ];
  const seen = new Set<string>();
  return powers.filter(({ kind, text }) => {
    const key = `${kind} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function serverPowers(files: readonly LayeredFile[]): readonly Power[] {
  const refused = new Set(
    files.flatMap(({ facts }) =>
      facts.settings
        .filter(({ subject }) => subject === 'disabledMcpjsonServers')
        .map(({ value }) => value),
    ),
  );
  const decided = new Map<string, number>();
  return files.flatMap(({ facts, path, layer }) =>
    facts.servers.flatMap((server) => {
      // Two files of one layer are both read; a closer layer replaces.
      if ((decided.get(server.name) ?? layer) !== layer) return [];
      decided.set(server.name, layer);
      if (!server.enabled || refused.has(server.name)) return [];
      return powersOfServer(server, path);
    }),
  );
}

function powersOfServer(server: ServerFact, path: string): readonly Power[] {
  const power = (kind: PowerKind, text: string): Power => ({ kind, text, path });
  const { endpoint } = server;
  return [
    power('servers', `${shownText(server.name)}: ${describeServer(server)}`),
    ...server.autoApprove.map(({ tool }) =>
      power(
        'tools',
        tool === '*'
          ? t('every tool of {0}', shownText(server.name))
          : t('{0} of {1}', shownText(tool), shownText(server.name)),
      ),
    ),
    ...server.roots.map((root) =>
      power(
        'paths',
        root.readOnly
          ? t('{0} reads {1}', shownText(server.name), root.path)
          : t('{0} reads and writes {1}', shownText(server.name), root.path),
      ),
    ),
    ...(endpoint === undefined || endpoint.loopback
      ? []
      : [power('network', `${shownText(server.name)}: ${endpoint.host ?? endpoint.authority}`)]),
  ];
}

interface PlacedRule {
  readonly fact: PermissionRuleFact;
  readonly rule: PermissionRule;
  readonly path: string;
}

const kindOfRule: Readonly<Record<PermissionRule['kind'], PowerKind>> = {
  command: 'shell',
  path: 'paths',
  domain: 'network',
  mcp: 'tools',
  tool: 'tools',
  other: 'tools',
};

function rulePowers(files: readonly LayeredFile[]): readonly Power[] {
  const rules = files
    .flatMap(({ facts, path }) =>
      facts.permissionRules.map((fact): PlacedRule => ({ fact, rule: ruleOf(fact), path })),
    )
    .filter(({ rule }) => rule.inert === undefined);
  const of = (list: ReturnType<typeof listOf>): readonly PlacedRule[] =>
    rules.filter(({ fact }) => listOf(fact) === list);
  const deny = of('deny');
  const guards = [...deny, ...of('ask')];
  const allow = of('allow');
  const small = allow.length <= longestList && guards.length <= longestList;
  return [
    ...allow
      .filter((placed) => !small || !guards.some((guard) => isRefusedBy(placed, guard)))
      .map((placed) => powerOfRule(placed, kindOfRule[placed.rule.kind])),
    ...deny.map((placed) => powerOfRule(placed, 'refused')),
  ];
}

/** Only where the order of rules means nothing, and only within one agent or profile. */
function isRefusedBy({ fact, rule }: PlacedRule, guard: PlacedRule): boolean {
  return (
    fact.grammar === guard.fact.grammar &&
    fact.set === guard.fact.set &&
    grammarOf(fact).model === 'strictest-wins' &&
    isContained(rule, guard.rule)
  );
}

function powerOfRule({ fact, path }: PlacedRule, kind: PowerKind): Power {
  const rule = maskSecrets(fact.written ?? fact.rule);
  return { kind, text: shownText(fact.set === undefined ? rule : `${fact.set}: ${rule}`), path };
}

const kindOfSetting: Readonly<Partial<Record<SettingFact['facet'], PowerKind>>> = {
  'approval.mode': 'asking',
  'approval.switch': 'asking',
  'permission.directory': 'paths',
  'permission.other': 'asking',
  sandbox: 'sandbox',
  execution: 'runs',
  plugin: 'plugins',
};

function settingPowers(files: readonly LayeredFile[]): readonly Power[] {
  const decided = new Map<string, number>();
  return files.flatMap(({ facts, path, layer }) =>
    facts.settings.flatMap((setting): Power[] => {
      const kind = kindOfSetting[setting.facet];
      if (kind === undefined || setting.inert !== undefined) return [];
      if ((decided.get(setting.key) ?? layer) !== layer) return [];
      decided.set(setting.key, layer);
      // An item of a list has itself for a value.
      const isItem = setting.key === `${setting.subject}:${setting.value}`;
      const text = isItem
        ? `${setting.subject}: ${setting.value}`
        : `${setting.key}: ${setting.value}`;
      return [{ kind, text: shownText(text), path }];
    }),
  );
}

function hookPowers({ facts, path }: LayeredFile): readonly Power[] {
  return facts.hooks.map((hook) => ({
    kind: 'runs' as const,
    text: shownText(
      [hook.event, hook.matcher === '' ? '' : ` (${hook.matcher})`, ': ', hook.command].join(''),
    ),
    path,
  }));
}

function spendingPowers({ facts, path }: LayeredFile): readonly Power[] {
  return facts.traits
    .filter(({ facet }) => facet.startsWith('spend.'))
    .map(({ title, value }) => ({
      kind: 'spending' as const,
      text: shownText(`${title}: ${value}`),
      path,
    }));
}
