import { t } from '@vscode/l10n';
import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { readInstallCommands } from './installCommands';
import { maskSecrets } from './maskSecrets';
import { splitPackageSpec } from './packageSpec';
import type { TraitFact } from './traitFact';

type Own = Pick<TraitFact, 'facet' | 'key' | 'title' | 'value' | 'range' | 'pointer'> &
  Partial<TraitFact>;

function trait(own: Own): TraitFact {
  return {
    subject: `infrastructure:${own.facet}`,
    absent: 0,
    moved: 'unknown',
    ...own,
    value: maskSecrets(own.value).slice(0, 300),
  };
}

/**
 * How a server is built and run: container files, compose files, package manifests (rules.json
 * `dep/*`, `code/bind-all-interfaces`, 2026-11).
 */
export function readInfrastructure({ text, root }: ParsedText, surface: Surface): TraitFact[] {
  if (root === undefined) {
    return surface.id === 'container-file' ? readContainerFile(text) : readRequirements(text);
  }
  return surface.id === 'package-json' ? readPackage(root) : readCompose(root);
}

function image(value: string, own: Omit<Own, 'facet' | 'value' | 'title'>): TraitFact {
  const spec = splitPackageSpec('oci', value);
  const firm = spec.pin === 'digest' ? 0 : spec.pin === 'tag' && spec.version !== 'latest' ? 1 : 2;
  return trait({
    ...own,
    facet: 'infra.image',
    title: t('base image'),
    value,
    rank: firm,
    unit: spec.name,
    moved: 'unknown',
    meaning: t('the server runs in it'),
  });
}

/** `pipe a download into a shell`, in the words of a Dockerfile. */
const pipedDownload = /\b(?:curl|wget)\b[^|\n]{0,400}\|\s{0,5}(?:sudo\s{1,3})?(?:ba|z|da)?sh\b/;

function readContainerFile(text: string): TraitFact[] {
  const traits: TraitFact[] = [];
  let images = 0;
  let user: TraitFact | undefined;
  for (const match of text.matchAll(
    /^[ \t]{0,20}([A-Za-z]{3,12})[ \t]{1,20}(\S[^\n]{0,2000})$/gm,
  )) {
    const word = (match[1] ?? '').toUpperCase();
    const rest = (match[2] ?? '').trimEnd();
    const start = match.index + match[0].indexOf(rest);
    const range: TextRange = { start, end: start + rest.length };
    const pointer = `/${word}/${rest.slice(0, 40)}`;
    switch (word) {
      case 'FROM': {
        images += 1;
        const name = rest.replace(/^--\S{1,80}\s{1,5}/, '').split(/\s/, 1)[0] ?? '';
        traits.push(image(name, { key: `FROM ${images}`, pointer: `/FROM/${images}`, range }));
        break;
      }
      case 'USER':
        user = trait({
          facet: 'infra.privilege',
          key: 'USER',
          pointer: '/USER',
          range,
          title: t('the user the server runs as'),
          value: rest,
          rank: /^(?:root|0)(?:[:\s]|$)/.test(rest) ? 1 : 0,
          unit: 'user',
          absent: 1,
          moved: 'neutral',
          meaning: t('without one it runs as root'),
        });
        break;
      case 'EXPOSE':
      case 'ADD':
      case 'RUN': {
        if (word === 'RUN') traits.push(...readInstallCommands(rest, start, pointer));
        const fetched = word === 'ADD' && /^\s{0,5}(?:--\S{1,80}\s{1,5})?https?:/.test(rest);
        const piped = word === 'RUN' && pipedDownload.test(rest);
        if (word !== 'EXPOSE' && !fetched && !piped) break;
        traits.push(
          trait({
            facet: word === 'EXPOSE' ? 'infra.exposure' : 'infra.command',
            key: `${word} ${rest}`,
            pointer,
            range,
            title: word === 'EXPOSE' ? t('open port') : t('code fetched while building'),
            value: rest,
            rank: 1,
            unit: word,
            meaning:
              word === 'EXPOSE'
                ? t('it may be reached from outside')
                : t('nobody reviews what is there'),
          }),
        );
        break;
      }
      case 'ENTRYPOINT':
      case 'CMD':
        traits.push(
          trait({
            facet: 'infra.command',
            key: word,
            pointer: `/${word}`,
            range,
            title: t('the command of the container'),
            value: rest,
            rank: 0,
            unit: word,
            ...(/0\.0\.0\.0/.test(rest)
              ? { rank: 1, meaning: t('it listens on every address') }
              : {}),
          }),
        );
        break;
      case 'ENV': {
        const host = /^(?:\w{0,40}_)?HOST[= ]["']?([\d.:a-z]{2,40})/.exec(rest);
        if (host === null) break;
        traits.push(
          trait({
            facet: 'infra.exposure',
            key: 'ENV HOST',
            pointer: '/ENV/HOST',
            range,
            title: t('the address the server listens on'),
            value: host[1] ?? '',
            rank: /^(?:0\.0\.0\.0|::)$/.test(host[1] ?? '') ? 1 : 0,
            unit: 'host',
            moved: 'neutral',
          }),
        );
        break;
      }
    }
  }
  return user === undefined ? traits : [...traits, user];
}

/** What a service of a compose file may do to the machine it runs on. */
function readCompose(root: DataNode): TraitFact[] {
  const services = memberOf(root, 'services')?.value;
  if (services?.kind !== 'object') return [];
  return effectiveMembers(services).flatMap(({ key: name, value }) => {
    if (value.kind !== 'object') return [];
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
        return own === undefined ? [] : [own];
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
      return image(text, { ...place, key: one.key });
    case 'privileged':
      return trait({
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
      return trait({
        ...one,
        facet: 'infra.privilege',
        rank: text === 'host' ? 1 : 0,
        unit: 'mode',
        meaning: text === 'host' ? t('it is not separated from the machine') : undefined,
      });
    case 'user':
      return trait({
        ...one,
        facet: 'infra.privilege',
        rank: /^(?:root|0)(?::|$)/.test(text) ? 1 : 0,
        unit: 'user',
        moved: 'neutral',
      });
    case 'read_only':
      return trait({
        ...one,
        facet: 'infra.privilege',
        rank: text === 'true' ? 0 : 1,
        absent: 1,
        unit: 'switch',
      });
    case 'cap_drop':
      return trait({ ...item, facet: 'infra.privilege', rank: -1, unit: 'item' });
    case 'cap_add':
    case 'security_opt':
    case 'devices':
      return trait({
        ...item,
        facet: 'infra.privilege',
        rank: /no-new-privileges/.test(text) ? -1 : 1,
        unit: 'item',
      });
    case 'ports':
      return port(text, item, service);
    case 'volumes':
      return trait({
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
      return trait({ ...one, key: item.key, facet: 'infra.command', rank: 1, unit: 'item' });
    default:
      return undefined;
  }
}

/** A port that moves from this machine to every address is one change. */
function port(text: string, own: Omit<Own, 'facet'>, service: string): TraitFact {
  const parts = text.replace(/\/(?:tcp|udp)$/, '').split(':');
  const local = /^(?:127\.|localhost|\[?::1)/.test(text);
  return trait({
    ...own,
    facet: 'infra.exposure',
    key: `compose ${service} port ${parts.at(-1) ?? text}`,
    rank: local ? 1 : 2,
    unit: 'port',
    moved: 'neutral',
    meaning: local ? t('only this machine reaches it') : t('other machines reach it'),
  });
}

const installScripts = /^(?:preinstall|install|postinstall|prepare|prepublish|prepack)$/;

function readPackage(root: DataNode): TraitFact[] {
  if (root.kind !== 'object') return [];
  return effectiveMembers(root).flatMap((member) => {
    const above = pointerStep(member.key);
    if (member.key === 'mcpName') {
      return [
        trait({
          facet: 'manifest.package',
          key: 'package mcpName',
          pointer: above,
          range: member.value.range,
          title: t('`{0}`', member.key),
          value: textOf(member.value),
          moved: 'loosens',
          meaning: t('it tells which server of the registry this package is'),
        }),
      ];
    }
    if (member.value.kind !== 'object') return [];
    const entries = effectiveMembers(member.value).map(({ key, value }) => ({
      key: `package ${member.key} ${key}`,
      pointer: above + pointerStep(key),
      range: value.range,
      value: textOf(value),
      title: t('`{0}`', key),
      name: key,
    }));
    if (/^(?:d|peerD|optionalD|devD)ependencies$/.test(member.key)) {
      return entries.map(({ name, ...own }) => dependency(name, own));
    }
    if (/^(?:overrides|resolutions|bin)$/.test(member.key)) {
      return entries.map(({ name, ...own }) =>
        trait({
          ...own,
          facet: 'dependency.source',
          title: t('`{0}` of `{1}`', name, member.key),
          rank: 1,
          unit: 'item',
        }),
      );
    }
    if (member.key !== 'scripts') return [];
    return entries
      .filter(({ name }) => installScripts.test(name))
      .map(({ name, ...own }) =>
        trait({
          ...own,
          facet: 'dependency.script',
          title: t('script `{0}`', name),
          rank: 1,
          unit: 'script',
          moved: 'loosens',
          meaning: t('it runs by itself wherever this is installed'),
        }),
      );
  });
}

function dependency(name: string, own: Omit<Own, 'facet' | 'title'>): TraitFact {
  const elsewhere = /^(?:git|https?:|github:|[\w-]+\/[\w-]+)/.test(own.value);
  return trait({
    ...own,
    facet: 'dependency',
    title: t('dependency `{0}`', name),
    rank: elsewhere ? 2 : 1,
    unit: 'dependency',
    moved: 'neutral',
    meaning: elsewhere ? t('it does not come from the registry') : undefined,
  });
}

/** Lines of a requirements file, or of the dependencies in a project file of Python. */
function readRequirements(text: string): TraitFact[] {
  const traits: TraitFact[] = [];
  for (const match of text.matchAll(
    /^[ \t]{0,20}(["']?)([A-Za-z][\w.-]{0,80}(?:\[[\w,-]{0,80}\])?)[ \t]{0,5}((?:[~=<>!]=|@|>|<)[^"'\n#;]{1,200})/gm,
  )) {
    const name = match[2] ?? '';
    // The checksums of a requirement stand behind it, often on lines of their own.
    const version = (match[3] ?? '').replace(/\s{1,10}(?:--hash|\\)[^\n]{0,200}$/, '').trim();
    const start = match.index + match[0].length - (match[3] ?? '').length;
    const hash = requirementHash(text, start);
    if (hash !== undefined) {
      traits.push(
        trait({
          facet: 'dependency',
          key: `requirement hash ${name.toLowerCase()}`,
          pointer: `/${name}/hash`,
          range: hash,
          title: t('checksum of `{0}`', name),
          value: text.slice(hash.start, hash.end),
          rank: 0,
          unit: 'requirement-hash',
          absent: 1,
          moved: 'neutral',
          meaning: t('what is downloaded is checked'),
        }),
      );
    }
    traits.push(
      dependency(name, {
        key: `requirement ${name.toLowerCase()}`,
        pointer: `/${name}`,
        range: { start, end: start + version.length },
        value: version.replace(/^@\s*/, ''),
      }),
    );
  }
  return traits;
}

/** The first checksum of the requirement that starts here; its lines end with a backslash. */
function requirementHash(text: string, start: number): TextRange | undefined {
  const rest = text.slice(start, start + 400);
  const match = /^[^\n\\]{0,200}(?:\\\r?\n\s{0,20})?(--hash=\w{1,10}:[0-9a-f]{8,128})/.exec(rest);
  if (match === null) return undefined;
  const end = start + match[0].length;
  return { start: end - (match[1] ?? '').length, end };
}

function textOf(node: DataNode): string {
  return node.kind === 'string' ? node.value : canonicalText(node);
}
