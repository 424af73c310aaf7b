import { t } from '@vscode/l10n';
import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import {
  downloadRank,
  imageTrait,
  infrastructureTrait,
  runsDownload,
  type OwnTrait,
} from './infrastructureTrait';
import type { TraitFact } from './traitFact';

/** Services beside the server, such as a proxy that watches containers, are none of an agent's. */
const aboutAgents =
  /(?<![A-Za-z])(?:mcp|agents?|claude|codex|llm)(?![A-Za-z])|modelcontextprotocol/i;

/** Names of keys for what the engine calls by a flag. */
const flags: Readonly<Record<string, string>> = {
  privileged: '--privileged',
  network_mode: '--network',
  pid: '--pid',
  ipc: '--ipc',
  userns_mode: '--userns',
  cap_add: '--cap-add',
  security_opt: '--security-opt',
  devices: '--device',
  volumes: '--volume',
};

/** What a service of a compose file may do to the machine it runs on. */
export function readComposeFile(root: DataNode): TraitFact[] {
  const services = memberOf(root, 'services')?.value;
  if (services?.kind !== 'object') return [];
  return effectiveMembers(services).flatMap(({ key: name, value }) => {
    if (value.kind !== 'object') return [];
    const concerned = aboutAgents.test(`${name} ${canonicalText(value)}`);
    return effectiveMembers(value).flatMap((member) => {
      const items = member.value.kind === 'array' ? member.value.items : [member.value];
      const above = `/services${pointerStep(name)}${pointerStep(member.key)}`;
      return items.flatMap((item, index) => {
        const text = item.kind === 'string' ? item.value : canonicalText(item);
        const place = {
          pointer: member.value.kind === 'array' ? `${above}/${index}` : above,
          range: item.range,
        };
        const own = composeTrait(name, member.key, text, place);
        if (own === undefined) return [];
        const flag = concerned ? flags[member.key] : undefined;
        if (flag === undefined) return [own];
        const container = { flag, value: text, pointers: [place.pointer], ofAgent: false };
        return [{ ...own, container }];
      });
    });
  });
}

function composeTrait(
  service: string,
  key: string,
  text: string,
  place: Pick<TraitFact, 'pointer' | 'range'>,
): TraitFact | undefined {
  const at = { ...place, title: t('`{0}` of the service `{1}`', key, service), value: text };
  const one = { ...at, key: `compose ${service} ${key}` };
  const item = { ...at, key: `compose ${service} ${key} ${text}` };
  switch (key) {
    case 'image':
      return imageTrait(text, { ...place, key: one.key });
    case 'privileged':
      return infrastructureTrait({
        ...one,
        facet: 'infra.privilege',
        rank: text === 'true' ? 1 : 0,
        unit: 'switch',
        meaning: text === 'true' ? t('it has the rights of the machine itself') : undefined,
      });
    case 'network_mode':
    case 'pid':
    case 'ipc':
    case 'userns_mode':
      return infrastructureTrait({
        ...one,
        facet: 'infra.privilege',
        rank: text === 'host' ? 1 : 0,
        unit: 'mode',
        meaning: text === 'host' ? t('it is not separated from the machine') : undefined,
      });
    case 'user':
      return infrastructureTrait({
        ...one,
        facet: 'infra.privilege',
        rank: /^(?:root|0)(?::|$)/.test(text) ? 1 : 0,
        unit: 'user',
        moved: 'neutral',
      });
    case 'read_only':
      return infrastructureTrait({
        ...one,
        facet: 'infra.privilege',
        rank: text === 'true' ? 0 : 1,
        absent: 1,
        unit: 'switch',
      });
    case 'cap_drop':
      return infrastructureTrait({ ...item, facet: 'infra.privilege', rank: -1, unit: 'item' });
    case 'cap_add':
    case 'security_opt':
    case 'devices':
      return infrastructureTrait({
        ...item,
        facet: 'infra.privilege',
        rank: /no-new-privileges/.test(text) ? -1 : 1,
        unit: 'item',
      });
    case 'ports':
      return port(text, item, service);
    case 'volumes':
      return infrastructureTrait({
        ...item,
        facet: 'infra.mount',
        rank: /docker\.sock|^(?:~|\/|\$\{?HOME\}?|\.)/.test(text) ? 1 : 0,
        unit: 'item',
        meaning: /docker\.sock/.test(text)
          ? t('it can start anything on the machine')
          : t('it reaches these files'),
      });
    case 'command':
    case 'entrypoint':
      return infrastructureTrait({
        ...one,
        key: item.key,
        facet: 'infra.command',
        rank: runsDownload(text) ? downloadRank : 1,
        unit: 'item',
      });
    default:
      return undefined;
  }
}

/** A port that moves from this machine to every address is one change. */
function port(text: string, own: Omit<OwnTrait, 'facet'>, service: string): TraitFact {
  const parts = text.replace(/\/(?:tcp|udp)$/, '').split(':');
  const local = /^(?:127\.|localhost|\[?::1)/.test(text);
  return infrastructureTrait({
    ...own,
    facet: 'infra.exposure',
    key: `compose ${service} port ${parts.at(-1) ?? text}`,
    rank: local ? 1 : 2,
    unit: 'port',
    moved: 'neutral',
    meaning: local ? t('only this machine reaches it') : t('other machines reach it'),
  });
}
