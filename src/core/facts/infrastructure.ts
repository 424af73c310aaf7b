import { t } from '@vscode/l10n';
import { canonicalText, effectiveMembers, inTextOrder, pointerStep } from '../parse/navigate';
import type { DataNode, ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { mostFacts } from './boundFacts';
import { readComposeFile } from './composeFile';
import { dependencyTrait } from './dependencyTrait';
import {
  downloadRank,
  imageTrait,
  infrastructureTrait as trait,
  runsDownload,
} from './infrastructureTrait';
import { readInstallCommands } from './installCommands';
import { readRequirements } from './pythonRequirements';
import type { TraitFact } from './traitFact';

/**
 * How a server is built and run: container files, compose files, package manifests (rules.json
 * `dep/*`, `code/bind-all-interfaces`, 2026-11).
 */
export function readInfrastructure({ text, root }: ParsedText, surface: Surface): TraitFact[] {
  if (root === undefined) {
    return surface.id === 'container-file' ? readContainerFile(text) : readRequirements(text);
  }
  return surface.id === 'package-json' ? readPackage(root) : readComposeFile(root);
}

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
        traits.push(imageTrait(name, { key: `FROM ${images}`, pointer: `/FROM/${images}`, range }));
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
        const piped = word === 'RUN' && runsDownload(rest);
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
            ...(runsDownload(rest)
              ? { rank: downloadRank, meaning: t('nobody reviews what is there') }
              : /0\.0\.0\.0/.test(rest)
                ? { rank: 1, meaning: t('it listens on every address') }
                : { rank: 0 }),
            unit: word,
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
    const members = inTextOrder(effectiveMembers(member.value)).slice(0, mostFacts.traits + 1);
    const entries = members.map(({ key, value }) => ({
      key: `package ${member.key} ${key}`,
      pointer: above + pointerStep(key),
      range: value.range,
      value: textOf(value),
      title: t('`{0}`', key),
      name: key,
    }));
    if (/^(?:d|peerD|optionalD|devD)ependencies$/.test(member.key)) {
      return entries.map(({ name, ...own }) => dependencyTrait(name, own));
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

function textOf(node: DataNode): string {
  return node.kind === 'string' ? node.value : canonicalText(node);
}
