import { Memory } from '../parse/memory';
import { memberOf } from '../parse/navigate';
import type { DataNode, ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { readAcceptanceTerms } from './acceptanceTerms';
import { readAgentPower } from './agentPower';
import { readAmbiguities, unjudgedFrom } from './ambiguities';
import { boundFacts } from './boundFacts';
import { readClaudeSettings } from './claudeSettings';
import { readDevContainer } from './devContainer';
import { devcontainerSettings } from './smallFileSettings';
import { readClientSettings } from './readClientSettings';
import { readCodexRules } from './codexRules';
import { concernedParts } from './concernedParts';
import { readCredentials, readTextCredentials } from './credentials';
import { emptyFacts } from './emptyFacts';
import { readEscapedHiddenText } from './escapedHiddenText';
import type { FileFacts } from './fact';
import type { TraitFact } from './traitFact';
import { readGeneral } from './general';
import { readHiddenText } from './hiddenText';
import { readIgnoreList } from './ignoreList';
import { readHookFile } from './hookFiles';
import { readDockerGateway } from './dockerGateway';
import { readInfrastructure } from './infrastructure';
import { readInstructions } from './instructions';
import { lockFormat, readLockFile } from './lockFile';
import { readManifest } from './manifest';
import { readMcpServers } from './mcpServers';
import { readPolicyTerms } from './policyTerms';
import { readSigners } from './policySigners';
import { readPromptCommands } from './promptCommands';
import { readPromptImports } from './promptImports';
import { readSource } from './readSource';
import { readScript } from './readScript';
import { readOtherTerms, readSpending, readTextSpending } from './spending';
import { readGovernedSettings } from './readGovernedSettings';
import { vscodeGuestSettings } from './vscodeGuestSettings';
import { readVscodeSettings } from './vscodeSettings';
import { readWalletPolicy } from './walletPolicy';

/**
 * Everything a parsed text says that matters, read as its surface has it.
 *
 * @param whole the text of the file, of which `parsed` may be the part that is read
 * @returns undefined when the file is mostly about other things, and says nothing about agents
 */
export function readFacts(
  parsed: ParsedText,
  surface: Surface,
  memory: Memory = new Memory(),
  whole = parsed.text,
): FileFacts | undefined {
  const unread = parsed.problems.find(
    // Of JSON the rest is read all the same, and no client looks so deep.
    ({ kind }) => kind === 'too-long' || (kind === 'too-deep' && surface.format === 'yaml'),
  )?.range.start;
  const facts = readAll(parsed, surface, memory) ?? (unread === undefined ? undefined : emptyFacts);
  if (facts === undefined) return undefined;
  const bounded = boundFacts(facts);
  if (unread === undefined && bounded.unjudged === undefined) return facts;
  const from = Math.min(unread ?? Infinity, bounded.unjudged ?? Infinity);
  const ambiguities = [...(facts.ambiguities ?? []), unjudgedFrom(whole, from)];
  return { ...bounded.facts, ambiguities };
}

function readAll(parsed: ParsedText, surface: Surface, memory: Memory): FileFacts | undefined {
  const facts = withEscapes(readMeaning(parsed, surface, memory), parsed, surface);
  const entries = entryMemory(surface, memory);
  if (facts === undefined || surface.concerns !== undefined) return facts;
  const traits = readMoney(parsed, surface, facts);
  return {
    ...facts,
    ...(traits.length === 0 ? {} : { traits: [...facts.traits, ...traits] }),
    ambiguities: readAmbiguities(parsed, surface, entries),
  };
}

/** By what entries are recalled: in JSON one is all that is written there, in YAML it may be an alias. */
function entryMemory({ format }: Surface, memory: Memory): Memory | undefined {
  return isJson(format) ? memory : undefined;
}

function isJson(format: Surface['format']): boolean {
  return format === 'json' || format === 'jsonc';
}

function withEscapes(
  facts: FileFacts | undefined,
  parsed: ParsedText,
  surface: Surface,
): FileFacts | undefined {
  if (facts === undefined || !isJson(surface.format)) return facts;
  const escaped = readEscapedHiddenText(parsed);
  return escaped.length === 0 ? facts : { ...facts, hiddenText: [...facts.hiddenText, ...escaped] };
}

/** Any file may bound what an agent spends; what a reader knows the key of is left to it. */
function readMoney(parsed: ParsedText, surface: Surface, facts: FileFacts): readonly TraitFact[] {
  const { root, text } = parsed;
  const financial = surface.kind === 'financial';
  if (root === undefined) return financial ? readTextSpending(text) : [];
  const policy = financial ? readWalletPolicy(root) : undefined;
  const known = policy ?? readSpending(text, root, financial);
  if (financial) return [...known, ...(policy === undefined ? readOtherTerms(root, known) : [])];
  const settings = new Set(facts.settings.map(({ pointer }) => pointer));
  return known.filter(({ pointer }) => !settings.has(pointer));
}

function readMeaning(parsed: ParsedText, surface: Surface, memory: Memory): FileFacts | undefined {
  const entries = entryMemory(surface, memory);
  switch (surface.reader) {
    case 'general':
    case 'spending':
      return readGeneral(parsed, surface);
    case 'manifest':
      return readTree(parsed, entries, (root) => readManifest(parsed.text, root, surface));
    case 'infrastructure':
      return {
        ...readGeneral(parsed, surface),
        traits: readInfrastructure(parsed, surface),
        settings: parsed.root === undefined ? [] : readDockerGateway(parsed.root),
      };
    case 'policy':
      return { ...readTextFile(parsed), traits: readPolicyTerms(parsed.root) };
    case 'policy-acceptances':
      return { ...readTextFile(parsed), traits: readAcceptanceTerms(parsed.root) };
    case 'policy-signers':
      return { ...readTextFile(parsed), traits: readSigners(parsed.text) };
    case 'source':
      return { ...readTextFile(parsed), traits: readSource(parsed.text) };
    case 'instructions':
      return readInstructionFile(parsed, surface, memory);
    case 'hooks':
      return readTree(parsed, entries, readHookFile);
    case 'lockfile':
      return { ...readAddresses(parsed), lock: readLockFile(parsed.text, lockFormat(surface.id)) };
    case 'script':
      return { ...readTextFile(parsed), scripts: readScript(parsed.text) };
    case 'vscode-settings':
      return readVscodeFile(parsed, surface, entries);
    case 'claude-settings':
      return readTree(parsed, entries, (root) => readClaudeSettings(root, surface.user === true));
    case 'client-settings':
      return readClientFile(parsed, surface, memory);
    case 'command-rules':
      return { ...readGeneral(parsed, surface), permissionRules: readCodexRules(parsed.text) };
    case 'ignore-list':
      return { ...readGeneral(parsed, surface), permissionRules: readIgnoreList(parsed.text) };
    case 'mcp-servers':
      return readTree(parsed, entries, (root) =>
        readMcpServers(parsed.text, root, surface, '', entries),
      );
  }
}

/** Mostly about other things: governed when it says something about agents. */
function readVscodeFile(
  parsed: ParsedText,
  surface: Surface,
  entries: Memory | undefined,
): FileFacts | undefined {
  const { root, text } = parsed;
  const general = readGeneral(parsed, surface);
  if (root === undefined) return general;
  const settings = readVscodeSettings(root, surface.user === true);
  const own = surface.id === 'devcontainer' ? devcontainerSettings : undefined;
  const facts: FileFacts = {
    ...general,
    ...settings,
    permissionRules: [...settings.permissionRules, ...(vscodeGuestSettings.rules?.(root) ?? [])],
    settings: [
      ...settings.settings,
      ...readGovernedSettings(root, vscodeGuestSettings),
      ...(own === undefined ? [] : readGovernedSettings(root, own)),
    ],
    ...(own === undefined ? {} : { traits: [...general.traits, ...readDevContainer(root)] }),
    ...(own === undefined
      ? readSettingsServers(text, root, surface, entries)
      : readMcpServers(text, root, surface, '', entries)),
  };
  const others = concernedParts(parsed, surface)?.some(
    ({ member }) => surface.readKeys?.test(member?.key ?? '') !== true,
  );
  const silent = Object.values(facts).every((list: readonly unknown[]) => list.length === 0);
  return silent && others !== true ? undefined : facts;
}

/** Where the file is mostly about something else, only what is about agents is looked at. */
function readClientFile(parsed: ParsedText, surface: Surface, memory: Memory): FileFacts {
  const { root, text } = parsed;
  const general = readGeneral(parsed, surface);
  if (root === undefined) return general;
  const settings = readClientSettings(text, root, surface, memory, entryMemory(surface, memory));
  const hooks = [...(settings.hooks ?? []), ...readPromptCommands(parsed, surface)];
  return { ...general, ...settings, hooks };
}

/** `mcp.servers`, which VS Code read here before 1.102. */
function readSettingsServers(
  text: string,
  root: DataNode,
  surface: Surface,
  entries: Memory | undefined,
): ReturnType<typeof readMcpServers> {
  const settings = memberOf(root, 'settings')?.value;
  const block = memberOf(root, 'mcp')?.value ?? memberOf(settings, 'mcp')?.value;
  const above = memberOf(root, 'mcp') === undefined ? '/settings/mcp' : '/mcp';
  return block === undefined ? undefined : readMcpServers(text, block, surface, above, entries);
}

function readInstructionFile(parsed: ParsedText, surface: Surface, memory: Memory): FileFacts {
  const instructions = readInstructions(parsed, memory);
  const power = readAgentPower(parsed, surface, instructions.frontMatter);
  return {
    ...readTextFile(parsed),
    ...instructions,
    ...power,
    hooks: [...power.hooks, ...readPromptCommands(parsed, surface)],
    imports: readPromptImports(parsed, surface),
  };
}

function readTextFile(parsed: ParsedText): FileFacts {
  const identity = (start: number, end: number): TextRange => ({ start, end });
  return {
    ...emptyFacts,
    hiddenText: readHiddenText(parsed.text),
    credentials: readTextCredentials(parsed.text, identity, '', ''),
  };
}

/** A lockfile is written by a program; only an address in it may hold a credential. */
function readAddresses(parsed: ParsedText): FileFacts {
  return /:\/\/[^\s"/@]{1,200}@/.test(parsed.text) ? readTextFile(parsed) : emptyFacts;
}

function readTree(
  parsed: ParsedText,
  entries: Memory | undefined,
  read: (root: NonNullable<ParsedText['root']>) => Partial<FileFacts> | undefined,
): FileFacts {
  const { text, root } = parsed;
  if (root === undefined) return readTextFile(parsed);
  const hiddenText = readHiddenText(text);
  const credentials = readCredentials(text, root, entries);
  return { ...emptyFacts, ...read(root), hiddenText, credentials };
}
