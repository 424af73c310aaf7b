import { t } from '@vscode/l10n';
import { effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, TextRange } from '../parse/tree';
import type { SettingFact } from './fact';
import { allows, guards, matters, modes, onlyThese, opens, starts } from './governedSetting';
import { maskSecrets } from './maskSecrets';
import type { SettingOrder } from './settingOrder';

interface Flag {
  readonly facet: SettingFact['facet'];
  readonly order: SettingOrder;
  readonly weight?: SettingFact['weight'];
}

/** Flags of Docker's MCP gateway (reference landscape, its entry on compose.yaml, November 2026). */
const flags: Readonly<Record<string, Flag>> = {
  'enable-all-servers': {
    facet: 'approval.switch',
    weight: 'high',
    order: opens(() => t('every server of the catalogue runs')),
  },
  'verify-signatures': {
    facet: 'approval.switch',
    order: guards(() => t('signatures of images are checked')),
  },
  'block-secrets': {
    facet: 'approval.switch',
    weight: 'high',
    order: guards(() => t('secrets in what tools send and get are held back'), 'true'),
  },
  'block-network': {
    facet: 'sandbox',
    order: guards(() => t('servers reach only the hosts they declare')),
  },
  'allow-unauthenticated': {
    facet: 'approval.switch',
    weight: 'high',
    order: opens(() => t('whoever reaches the port may use every tool')),
  },
  interceptor: {
    facet: 'execution',
    order: starts(() => t('Program that sees every call of a tool')),
  },
  secrets: { facet: 'environment', order: matters(() => t('Where secrets of servers come from')) },
  transport: {
    facet: 'approval.switch',
    order: modes(
      () => t('How the gateway is reached'),
      [
        ['stdio', () => t('by the program that starts it alone')],
        ['sse', () => t('over the network')],
        ['streaming', () => t('over the network')],
      ],
      { absent: 'stdio' },
    ),
  },
  tools: {
    facet: 'approval.switch',
    order: onlyThese(() => t('List of the tools that are offered')),
  },
  servers: { facet: 'approval.switch', order: allows(() => t('servers that run')) },
};

const dockerSocket: Flag = {
  facet: 'sandbox',
  weight: 'high',
  order: opens(() => t('the gateway controls Docker, and with it the machine')),
};

/**
 * What the services of a compose file that run Docker's MCP gateway let it do: their flags, and the
 * socket of Docker among their volumes.
 */
export function readDockerGateway(root: DataNode): readonly SettingFact[] {
  const services = memberOf(root, 'services')?.value;
  if (services?.kind !== 'object') return [];
  return effectiveMembers(services).flatMap(({ key, value }) => {
    const image = memberOf(value, 'image')?.value;
    if (image?.kind !== 'string' || !image.value.includes('mcp-gateway')) return [];
    const pointer = `/services${pointerStep(key)}`;
    const command = wordsOf(memberOf(value, 'command')?.value, `${pointer}/command`);
    const volumes = wordsOf(memberOf(value, 'volumes')?.value, `${pointer}/volumes`);
    const socket = volumes.find(({ text }) => text.includes('docker.sock'));
    return [
      ...flagFacts(command, key),
      ...(socket === undefined
        ? []
        : [settingFact(dockerSocket, `services.${key}.volumes docker.sock`, 'true', socket)]),
    ];
  });
}

interface Word {
  readonly text: string;
  readonly range: TextRange;
  readonly pointer: string;
}

/** A list of words, or one line of them. */
function wordsOf(node: DataNode | undefined, pointer: string): readonly Word[] {
  if (node?.kind === 'array') {
    return node.items.flatMap((item, index) =>
      item.kind === 'string'
        ? [{ text: item.value, range: item.range, pointer: `${pointer}/${index}` }]
        : [],
    );
  }
  if (node?.kind !== 'string') return [];
  const words = node.value.split(/\s+/).filter((text) => text !== '');
  return words.map((text) => ({ text, range: node.range, pointer }));
}

function flagFacts(words: readonly Word[], service: string): readonly SettingFact[] {
  const facts = new Map<string, SettingFact>();
  for (const [index, word] of words.entries()) {
    const [, name = '', written] = /^--([\w-]+)(?:=(.*))?$/s.exec(word.text) ?? [];
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (flag === undefined) continue;
    const next = words[index + 1]?.text;
    const own = flag.order.kind === 'switch' ? 'true' : next?.startsWith('--') === true ? '' : next;
    const value = written ?? own ?? '';
    const list = flag.order.kind === 'items' || flag.order.kind === 'filter';
    const key = `services.${service}.command --${name}`;
    if (flag.order.kind === 'items') {
      for (const item of value.split(',')) {
        facts.set(`${key}:${item}`, settingFact(flag, `${key}:${item}`, item, word));
      }
    } else {
      const text = list ? JSON.stringify(value.split(',').sort()) : value;
      facts.set(key, settingFact(flag, key, text, word));
    }
  }
  return [...facts.values()];
}

function settingFact(flag: Flag, key: string, value: string, word: Word): SettingFact {
  return {
    facet: flag.facet,
    subject: key.split(':')[0] ?? key,
    pointer: word.pointer,
    range: word.range,
    key: maskSecrets(key),
    value: maskSecrets(value),
    keyRange: word.range,
    known: true,
    order: flag.order,
    ...(flag.weight === undefined ? {} : { weight: flag.weight }),
  };
}
