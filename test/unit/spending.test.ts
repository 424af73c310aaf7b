import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeFile } from '../../src/core/analyze';
import type { Change } from '../../src/core/compare/change';

function changesOf(path: string, before: unknown, after: unknown): readonly Change[] {
  const text = JSON.stringify(after, undefined, 2);
  const analysis = analyzeFile({ path, text, baseline: { text: JSON.stringify(before) } });
  assert.ok(analysis !== undefined, `${path} is not governed`);
  return analysis.changes.filter(({ facet }) => facet.startsWith('spend.'));
}

function only(path: string, before: unknown, after: unknown): string {
  const changes = changesOf(path, before, after);
  return changes.map(({ facet, direction }) => `${facet} ${direction}`).join(', ');
}

const agent = (spendingPolicy: unknown): unknown => ({ name: 'buyer agent', spendingPolicy });
const daily = (dailyLimit: unknown, currency?: string): unknown => agent({ dailyLimit, currency });

describe('Money', () => {
  it('says what the agent may pay now and what it was', () => {
    const [change] = changesOf('agent.json', daily(50, 'USD'), daily(500, 'USD'));
    assert.equal(
      change?.words,
      'The agent may use up to 500 USD a day, was 50 USD a day (`spendingPolicy.dailyLimit`).',
    );
  });

  const amounts: readonly (readonly [string, unknown, unknown, string])[] = [
    ['a higher limit', daily(50), daily(500), 'spend.limit loosens'],
    ['a lower limit', daily(500), daily(50), 'spend.limit tightens'],
    ['a limit that is gone', daily(50), agent({}), 'spend.limit loosens'],
    ['a limit that is null', daily(50), daily(null), 'spend.limit loosens'],
    ['a limit that is -1', daily(50), daily(-1), 'spend.limit loosens'],
    ['a limit that is a word', daily(50), daily('unlimited'), 'spend.limit loosens'],
    ['a limit of nothing, which some read as none', daily(50), daily(0), 'spend.limit unknown'],
    ['another currency', daily(50, 'USD'), daily(50, 'BTC'), 'spend.limit loosens'],
    ['a limit that a variable holds now', daily(50), daily('${MAX}'), 'spend.limit unknown'],
    ['the same amount as text', daily(50, 'USD'), daily('$50.00', 'USD'), ''],
    ['the same amount with separators', daily(5000), daily('5,000'), ''],
    [
      'the same amount in cents',
      agent({ limit_cents: 5000, currency: 'USD' }),
      agent({ limit_usd: 50 }),
      '',
    ],
    [
      'a shorter time for the same amount',
      agent({ limit: 50, window: '24h' }),
      agent({ limit: 50, window: '1h' }),
      'spend.limit loosens',
    ],
    [
      'the same time in seconds',
      agent({ limit: 50, window: 'daily' }),
      agent({ limit: 50, window: 86_400 }),
      '',
    ],
    ['a daily limit made hourly', daily(50), agent({ hourlyLimit: 50 }), 'spend.limit loosens'],
    [
      'a question that comes later',
      agent({ dailyLimit: 50, approvalThreshold: 20 }),
      agent({ dailyLimit: 50, approvalThreshold: 200 }),
      'spend.approval loosens',
    ],
    [
      'fewer people who approve',
      agent({ dailyLimit: 50, requiredApprovals: 2 }),
      agent({ dailyLimit: 50, requiredApprovals: 1 }),
      'spend.approval loosens',
    ],
    [
      'an unknown key beside a limit',
      agent({ dailyLimit: 50, rollover: false }),
      agent({ dailyLimit: 50, rollover: true }),
      '',
    ],
    [
      'limits that have nothing to do with money',
      { agent: 'x', limits: { tokens: 10, max_requests: 5 }, spending: { limit: 1 } },
      { agent: 'x', limits: { tokens: 90, max_requests: 50 }, spending: { limit: 1 } },
      '',
    ],
  ];
  for (const [title, before, after, expected] of amounts) {
    it(`judges ${title}`, () => {
      assert.equal(only('agent.json', before, after), expected);
    });
  }

  const mandate = {
    natural_language_description: 'shoes',
    user_cart_confirmation_required: true,
    merchants: ['shoes.example'],
    intent_expiry: '2026-12-01T00:00:00Z',
  };
  const formats: readonly (readonly [string, string, unknown, unknown, string])[] = [
    [
      'a mandate open to any merchant',
      'intent_mandate.json',
      mandate,
      { ...mandate, merchants: null },
      'spend.recipient loosens',
    ],
    [
      'a mandate without its list of merchants',
      'intent_mandate.json',
      mandate,
      { ...mandate, merchants: undefined },
      'spend.recipient loosens',
    ],
    [
      'one merchant more',
      'intent_mandate.json',
      mandate,
      { ...mandate, merchants: ['shoes.example', 'boots.example'] },
      'spend.recipient loosens',
    ],
    [
      'a mandate that asks nobody',
      'intent_mandate.json',
      mandate,
      { ...mandate, user_cart_confirmation_required: false },
      'spend.approval loosens',
    ],
    [
      'the default of a mandate, no longer written out',
      'intent_mandate.json',
      mandate,
      { ...mandate, user_cart_confirmation_required: undefined },
      'spend.approval neutral',
    ],
    [
      'a mandate that ends later',
      'intent_mandate.json',
      mandate,
      { ...mandate, intent_expiry: '2027-12-01T00:00:00Z' },
      'spend.window loosens',
    ],
    [
      'an unknown key of a mandate',
      'intent_mandate.json',
      { ...mandate, surprise: 1 },
      { ...mandate, surprise: 2 },
      'spend.other unknown',
    ],
    [
      'a cap of x402 switched off',
      'x402.json',
      { spendControls: { maxAmountPerPayment: 1 } },
      { spendControls: { maxAmountPerPayment: false } },
      'spend.limit loosens',
    ],
    [
      'a network with real money',
      'x402.json',
      { spendControls: { allowedNetworks: ['eip155:84532'] } },
      { spendControls: { allowedNetworks: ['eip155:84532', 'eip155:8453'] } },
      'spend.recipient loosens',
    ],
    [
      'another receiver',
      'x402.json',
      { accepts: [{ network: 'base', payTo: '0xaaa' }] },
      { accepts: [{ network: 'base', payTo: '0xbbb' }] },
      'spend.recipient loosens',
    ],
    [
      'a shorter period of the same allowance',
      'spend-permission.json',
      { spender: '0xa', allowance: '100', period: 86_400 },
      { spender: '0xa', allowance: '100', period: 3600 },
      'spend.limit loosens',
    ],
    [
      'a criterion of a wallet that is gone',
      'policy.json',
      policy([{ type: 'ethValue', operator: '<=', ethValue: '1000000000000000000' }]),
      policy([]),
      'spend.limit loosens',
    ],
    [
      'an operator turned round',
      'policy.json',
      policy([{ type: 'evmAddress', operator: 'in', addresses: ['0xa'] }]),
      policy([{ type: 'evmAddress', operator: 'not in', addresses: ['0xa'] }]),
      'spend.recipient loosens',
    ],
    [
      'a limit of AgentCore',
      'agentcore.json',
      { limits: { max_spend_amount: { value: '1', currency: 'USD' } } },
      { limits: { max_spend_amount: { value: '10', currency: 'USD' } } },
      'spend.limit loosens',
    ],
    [
      'more turns in a run',
      'buyer-agent.yaml',
      { agent: 'x', max_budget_usd: 2, max_turns: 5 },
      { agent: 'x', max_budget_usd: 2, max_turns: 50 },
      'spend.limit loosens',
    ],
    [
      'a variable of a server that limits it',
      '.mcp.json',
      { mcpServers: { pay: { command: 'pay', env: { MAX_SPEND_USD: '5', CHAIN_ID: '84532' } } } },
      { mcpServers: { pay: { command: 'pay', env: { MAX_SPEND_USD: '50', CHAIN_ID: '8453' } } } },
      'spend.limit loosens, spend.recipient loosens',
    ],
    [
      'a key that moves real money',
      '.mcp.json',
      { mcpServers: { stripe: { command: 'x', env: { STRIPE_KEY: '${STRIPE_TEST_KEY}' } } } },
      { mcpServers: { stripe: { command: 'x', env: { STRIPE_KEY: '${STRIPE_LIVE_KEY}' } } } },
      'spend.key loosens',
    ],
  ];
  for (const [title, path, before, after, expected] of formats) {
    it(`judges ${title}`, () => {
      assert.equal(only(path, before, after), expected);
    });
  }

  it('reads limits in source', () => {
    const code = (cap: string): string =>
      `const client = x402({ spendControls: { maxAmountPerPayment: ${cap} } });\n`;
    const analysis = analyzeFile({
      path: 'src/x402-client.ts',
      text: code("'25'"),
      baseline: { text: code("'5'") },
    });
    const change = analysis?.changes.find(({ facet }) => facet === 'spend.limit');
    assert.equal(change?.direction, 'loosens');
    assert.equal(analysis?.text?.slice(change?.range.start, change?.range.end), "'25'");
  });

  it('takes a higher limit for looser whatever the amounts and the spelling', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    const spelling = fc.constantFrom(
      (value: number): unknown => value,
      (value: number): unknown => String(value),
      (value: number): unknown => `${value}.00 USD`,
      (value: number): unknown => value.toLocaleString('en-US'),
    );
    fc.assert(
      fc.property(amount, amount, spelling, spelling, (low, step, write, rewrite) => {
        const before = daily(write(low), 'USD');
        const after = daily(rewrite(low + step), 'USD');
        assert.equal(only('agent.json', before, after), 'spend.limit loosens');
        assert.equal(only('agent.json', after, before), 'spend.limit tightens');
        assert.equal(only('agent.json', before, daily(rewrite(low), 'USD')), '');
      }),
    );
  });

  it('reads any JSON without failing', () => {
    const key = fc.constantFrom('spend', 'limit', 'merchants', 'payTo', 'rules', 'window', 'mode');
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(key, tie('node'), { maxKeys: 4 }),
        fc.array(tie('node'), { maxLength: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const text = JSON.stringify({ agent: 1, spendingLimit: 1, x: after });
        const analysis = analyzeFile({
          path: 'spend-agent.json',
          text,
          baseline: { text: JSON.stringify({ agent: 1, spendingLimit: 1, x: before }) },
        });
        assert.notEqual(analysis?.status, 'unreadable');
      }),
    );
  });
});

function policy(criteria: readonly unknown[]): unknown {
  return { rules: [{ action: 'accept', operation: 'sendEvmTransaction', criteria }] };
}
