import { t } from '@vscode/l10n';
import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, Member } from '../parse/tree';
import { imageTrait, infrastructureTrait } from './infrastructureTrait';
import type { TraitFact } from './traitFact';

/** Keys of `devcontainer.json` for what the engine calls by a flag (containers.dev, November 2026). */
const flags: Readonly<Record<string, string>> = {
  privileged: '--privileged',
  capAdd: '--cap-add',
  securityOpt: '--security-opt',
  mounts: '--mount',
  workspaceMount: '--mount',
};

/** Flags that say something about the walls; the other words of `runArgs` do not. */
const judgedFlags =
  /^(?:--(?:privileged|cap-add|security-opt|mount|volume|pid|ipc|userns|network|net|device)|-v)$/;

/** Commands inside the container, in the order they run (containers.dev, November 2026). */
export const confinedCommands = [
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
] as const;

/** A command that closes the network; the usual way to keep an agent from sending things out. */
const closesNetwork = /\b(?:init-?firewall|firewall|iptables|nft|ufw)\b/;

/** What a firewall inside the container needs; it reaches nothing outside of it. */
const firewallRight = /^(?:CAP_)?NET_(?:ADMIN|RAW)$/i;

/**
 * How far an agent's container is open to the machine. Its walls are the agent's sandbox: what they
 * hold back, no permission file needs to.
 */
export function readDevContainer(root: DataNode): readonly TraitFact[] {
  if (root.kind !== 'object') return [];
  const guard = confinedCommands.flatMap((name) => {
    const member = memberOf(root, name);
    return member !== undefined && closesNetwork.test(canonicalText(member.value)) ? [member] : [];
  })[0];
  return [
    ...(guard === undefined ? [] : [firewall(guard)]),
    ...effectiveMembers(root).flatMap((member) => readMember(member)),
  ];
}

function firewall({ key, value }: Member): TraitFact {
  return infrastructureTrait({
    facet: 'infra.exposure',
    key: 'dev container firewall',
    title: t('Firewall of the dev container'),
    value: textOf(value),
    pointer: pointerStep(key),
    range: value.range,
    rank: 0,
    absent: 1,
    unit: 'firewall',
    moved: 'neutral',
    meaning: t('it limits where an agent can send what it reads'),
  });
}

function readMember(member: Member): readonly TraitFact[] {
  const { key, value } = member;
  const pointer = pointerStep(key);
  if (key === 'image') {
    return [imageTrait(textOf(value), { key: 'dev container image', pointer, range: value.range })];
  }
  if (key === 'remoteUser' || key === 'containerUser') {
    return [
      infrastructureTrait({
        facet: 'infra.privilege',
        key: `dev container ${key}`,
        title: title(key),
        value: textOf(value),
        pointer,
        range: value.range,
        rank: /^(?:root|0)$/.test(textOf(value)) ? 1 : 0,
        unit: 'user',
        moved: 'neutral',
      }),
    ];
  }
  if (key === 'features' && value.kind === 'object') {
    return effectiveMembers(value).flatMap((feature) =>
      /\bdocker-(?:outside-of-docker|from-docker)\b/.test(feature.key)
        ? [opening(key, feature.key, feature.value, [pointer + pointerStep(feature.key)], engine)]
        : [],
    );
  }
  if (key === 'runArgs') return readArguments(value, pointer);
  const flag = flags[key];
  if (flag === undefined) return [];
  const items = value.kind === 'array' ? value.items : [value];
  return items.flatMap((item, index) => {
    const text = textOf(item);
    if (flag === '--cap-add' && firewallRight.test(text)) return [];
    const at = value.kind === 'array' ? `${pointer}/${index}` : pointer;
    return [opening(key, text, item, [at], { flag, value: text })];
  });
}

const engine = { flag: '--volume', value: '/var/run/docker.sock' };

function readArguments(value: DataNode, above: string): readonly TraitFact[] {
  if (value.kind !== 'array') return [];
  const { items } = value;
  return items.flatMap((item, index) => {
    const word = textOf(item);
    const own = /^(--?[\w-]+)=(.*)$/s.exec(word);
    const flag = own?.[1] ?? word;
    if (!judgedFlags.test(flag)) return [];
    const next = items[index + 1];
    const alone = own !== null || flag === '--privileged' || next === undefined;
    const said = own?.[2] ?? (alone ? '' : textOf(next));
    if (flag === '--cap-add' && firewallRight.test(said)) return [];
    const pointers = alone ? [`${above}/${index}`] : [`${above}/${index}`, `${above}/${index + 1}`];
    const shown = own === null && !alone ? `${flag} ${said}` : word;
    return [opening('runArgs', shown, alone ? item : next, pointers, { flag, value: said })];
  });
}

function opening(
  key: string,
  shown: string,
  { range }: DataNode,
  pointers: readonly string[],
  container: { readonly flag: string; readonly value: string },
): TraitFact {
  const mounts = /^(?:--mount|--volume|-v)$/.test(container.flag);
  return infrastructureTrait({
    facet: mounts ? 'infra.mount' : 'infra.privilege',
    key: `dev container ${key} ${shown}`,
    title: title(key),
    value: shown,
    pointer: pointers.at(-1) ?? '',
    range,
    // Every wall that is opened lets more happen; one more folder may be one of the project.
    rank: container.value === 'false' || (mounts && isVolume(container.value)) ? 0 : 1,
    unit: 'item',
    container: { ...container, pointers, ofAgent: true },
  });
}

/** A volume of the engine, which holds nothing of the machine. */
function isVolume(mount: string): boolean {
  return /\btype=(?:volume|tmpfs)\b/.test(mount) || /"type":"(?:volume|tmpfs)"/.test(mount);
}

function title(key: string): string {
  return t('`{0}` of the dev container', key);
}

function textOf(node: DataNode): string {
  return node.kind === 'string' ? node.value : canonicalText(node);
}
