import { t } from '@vscode/l10n';
import { quote } from '../../facts/quote';
import type { Client } from '../../surfaces/surface';
import { commandOf, placeIn, reload, topicOf, type Topic } from './clientGuide';
import { replacedServers, type ChangeEntry, type TemplateContext } from './templateContext';

export interface PlannedStep {
  readonly do: string;
  readonly expect?: string | undefined;
}

export interface PlannedTest {
  readonly id: string;
  readonly what: string;
  readonly command?: string | undefined;
  readonly expect: string;
}

/** Files a program builds from or publishes: no agent client takes them over by itself. */
const builtKinds = new Set(['server-code', 'server-manifest']);

/** The clients that take a change over, each with what it concerns there. */
function readers({ entries }: TemplateContext): readonly {
  readonly client: Client;
  readonly topic: Topic;
}[] {
  const pairs = new Map<string, { readonly client: Client; readonly topic: Topic }>();
  for (const entry of entries.filter(isReadByClient)) {
    const { client } = entry.surface;
    const topic = topicOf(entry);
    pairs.set(`${client} ${topic}`, { client, topic });
  }
  return [...pairs.values()];
}

function isReadByClient({ surface, path }: ChangeEntry): boolean {
  return !builtKinds.has(surface.kind) && !isProcessPath(path);
}

/** Policy, signers, templates: what governs changes. */
function isProcessPath(path: string): boolean {
  return /(?:^|\/)\.mcp-change\//.test(path);
}

/** What every change goes through: approval, when it acts, each client, the question about trust. */
export function mergeSteps(context: TemplateContext): readonly PlannedStep[] {
  return [{ do: t('Merge it when the approvals are there.'), expect: momentOf(context) }];
}

/** The moment the edit starts to act, in words, from the surfaces it stands on. */
function momentOf({ entries }: TemplateContext): string {
  if (entries.every(({ path }) => isProcessPath(path))) {
    return t(
      'It holds for every change that is merged after it; this one is judged by what was before.',
    );
  }
  const read = entries.filter(isReadByClient);
  const [saved] = read.filter(({ surface }) => surface.takesEffect === 'on-save');
  if (saved !== undefined) {
    return t(
      '{0} acts on {1} as soon as the file is there: elsewhere after a pull, here already.',
      saved.surface.client,
      quote(saved.path),
    );
  }
  if (read.length === 0) return t('It acts with the next build, release or run.');
  return read.some(({ surface }) => surface.takesEffect === 'on-client-restart')
    ? t('It acts on each machine when the client is started again after a pull.')
    : t('It acts in the sessions that are started after a pull.');
}

/** After the merge: each client reads it, and asks about trust. */
export function clientSteps(context: TemplateContext): readonly PlannedStep[] {
  const steps = new Map<string, PlannedStep>();
  for (const { client, topic } of readers(context)) {
    const text = reload(client, topic);
    steps.set(text, {
      do: text,
      expect: t('It shows what this record says; look at {0}.', placeIn(client, topic)),
    });
  }
  const asks = replacedServers(context).length > 0 && readers(context).length > 0;
  return [
    ...steps.values(),
    ...(asks
      ? [
          {
            do: t(
              'When a client asks whether to trust a server, compare the question with this record.',
            ),
            expect: t('It names the command or address that stands here.'),
          },
        ]
      : []),
  ];
}

/** One test for each client: it has read the file as it was meant. */
export function clientTests(context: TemplateContext): readonly PlannedTest[] {
  return readers(context).map(({ client, topic }) => ({
    id: `seen-in-${slug(client)}-${topic}`,
    what: t(
      'On the branch, open a new session of {0} and look at {1}.',
      clientName(client),
      placeIn(client, topic),
    ),
    command: commandOf(client, topic),
    expect: t('It shows what “what_changes” says, and no warning about the file.'),
  }));
}

function clientName(client: Client): string {
  switch (client) {
    case 'AGENTS.md':
      return t('an agent that reads AGENTS.md');
    case 'MCP':
    case 'Prompts':
      return t('an agent that reads the file');
    default:
      return client;
  }
}

function slug(client: Client): string {
  return client
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
