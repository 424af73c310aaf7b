import type { Client, Surface } from './surface';

/** What the makers below fill in when an entry does not say otherwise. */
type Filled = 'kind' | 'format' | 'reader' | 'scope' | 'takesEffect' | 'autostart';
type Entry = Partial<Surface> & Pick<Surface, 'id' | 'title' | 'client' | 'patterns'>;
type Complete = Omit<Surface, Filled> & Partial<Pick<Surface, Filled>>;

function entry(
  defaults: Pick<Surface, 'kind' | 'format' | 'reader' | 'takesEffect'>,
  own: Entry,
): Surface {
  const complete: Complete = { serverKeys: [], secretReference: 'none', ...own };
  return { scope: 'project', autostart: false, ...defaults, ...complete };
}

/** A map of MCP servers in JSON; `mcpServers` unless the entry names another key. */
export function serverMap(own: Entry): Surface {
  return entry(
    {
      kind: 'mcp-config',
      format: 'jsonc',
      reader: 'mcp-servers',
      takesEffect: 'on-client-restart',
    },
    { serverKeys: ['mcpServers'], ...own },
  );
}

/** A file whose meaning is not read yet. JSON with comments unless the entry says otherwise. */
export function generalFile(own: Entry & Pick<Surface, 'kind'>): Surface {
  return entry(
    { kind: own.kind, format: 'jsonc', reader: 'general', takesEffect: 'on-client-restart' },
    own,
  );
}

/** A file of hooks in JSON: what the client runs by itself. */
export function hookFile(own: Entry): Surface {
  return entry(
    { kind: 'hooks', format: 'jsonc', reader: 'hooks', takesEffect: 'on-new-session' },
    own,
  );
}

/** A client's own settings, read by a table. JSON with comments unless the entry says otherwise. */
export function settingsFile(own: Entry): Surface {
  return entry(
    {
      kind: 'permission',
      format: 'jsonc',
      reader: 'client-settings',
      takesEffect: 'on-client-restart',
    },
    own,
  );
}

/** What publishes a server, a plugin or an agent, and what others install from it. */
export function manifestFile(own: Entry): Surface {
  return entry(
    {
      kind: 'server-manifest',
      format: 'jsonc',
      reader: 'manifest',
      takesEffect: 'on-client-restart',
    },
    { secretReference: 'environment-braces', ...own },
  );
}

/** How a server is built and run. Any repository has such files; the content decides. */
export function infrastructureFile(own: Entry): Surface {
  return entry(
    {
      kind: 'server-manifest',
      format: 'json',
      reader: 'infrastructure',
      takesEffect: 'on-client-restart',
    },
    { everyday: true, ...own },
  );
}

/** The versions that a server is installed with. Any repository has such files; the content decides. */
export function lockFile(id: string, patterns: readonly string[]): Surface {
  return infrastructureFile({
    id,
    title: 'Lockfile of an MCP server',
    client: 'MCP',
    format: 'text',
    reader: 'lockfile',
    patterns,
    contentTest: 'is-mcp-lockfile',
  });
}

/** What an agent may pay, to whom, and when somebody is asked. */
export function moneyFile(own: Entry): Surface {
  return entry(
    { kind: 'financial', format: 'jsonc', reader: 'spending', takesEffect: 'on-client-restart' },
    own,
  );
}

/** Code that the client runs by itself. Its text takes effect with the next run. */
export function scriptFile(own: Entry): Surface {
  return entry({ kind: 'hooks', format: 'text', reader: 'script', takesEffect: 'on-save' }, own);
}

/** Prose that a model reads. */
export function promptFile(own: Entry): Surface {
  return entry(
    { kind: 'prompt', format: 'markdown', reader: 'instructions', takesEffect: 'on-new-session' },
    own,
  );
}

/** A skill: prose that a model reads when its description fits the task. */
export function skillFile(
  id: string,
  client: Client,
  patterns: readonly string[],
  userPaths?: readonly string[],
): Surface {
  return promptFile({ id, title: `${client} skill`, client, kind: 'skill', patterns, userPaths });
}
