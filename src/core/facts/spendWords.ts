import { isUnitWord } from './spendAmount';

/** What a key of a file says about money. */
export type SpendRole =
  | 'limit'
  | 'turns'
  | 'expiry'
  | 'threshold'
  | 'approvers'
  | 'asks'
  | 'asks-not'
  | 'guard'
  | 'allowed'
  | 'denied'
  | 'receiver'
  | 'network'
  | 'mode'
  | 'action';

/** A key taken apart into its words: `maxAmountPerPayment` → max, amount, per, payment. */
export function wordsOfKey(key: string): readonly string[] {
  // Most keys are one word.
  if (/^[a-z\d]{1,80}$/.test(key)) return [key];
  return key
    .slice(0, 80)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

// The words of `fin/limit-raised` and `fin/recipient-or-asset-widened` (rules.json, 2026-11).
const money = new Set(
  'spend spending payment payments pay payout payouts transfer transfers transaction transactions tx purchase purchases order orders refund refunds trade trades withdraw withdrawal wallet card budget cost costs price allowance usd eur gbp usdc usdt wei gwei eth btc sats lamports cents dollars euros money funds x402 ap2 stripe paypal treasury mandate'.split(
    ' ',
  ),
);
/** Words that make everything below them a matter of money. */
const strongMoney = new Set(
  'spend spending payment payments payout payouts purchase purchases wallet treasury mandate x402 ap2 stripe paypal budget budgets allowance'.split(
    ' ',
  ),
);
const bounds = new Set(
  'limit limits max maximum cap caps ceiling threshold allowance allowed budget budgets quota'.split(
    ' ',
  ),
);
const otherMatter = new Set(
  'token tokens thinking context timeout latency time ms memory cpu rate request requests page row rows item items retry retries size bytes length char chars characters word words line lines depth step steps file files tool tools call calls error errors message messages attempts concurrency image images'.split(
    ' ',
  ),
);
const approval = new Set(
  'approval approvals approve confirm confirmation confirmations review escalation escalate human hitl manual 2fa mfa'.split(
    ' ',
  ),
);
const receivers = new Set(
  'recipient recipients payee payees beneficiary beneficiaries merchant merchants vendor vendors sku skus counterparty counterparties iban spender settlement receiver mcc'.split(
    ' ',
  ),
);
const placesOfMoney = new Set(
  'address addresses account accounts network networks chain chains asset assets currency currencies country countries destination destinations token tokens contract contracts'.split(
    ' ',
  ),
);
const automatic = new Set(
  'approve execute pay payout refund capture purchase buy renew transfer topup confirm charge'.split(
    ' ',
  ),
);

const has = (words: readonly string[], set: ReadonlySet<string>): boolean =>
  words.some((word) => set.has(word));

/** Something above or in the key says that this is about money. */
export function speaksOfMoney(words: readonly string[]): boolean {
  return has(words, strongMoney);
}

/** Keys that are known by their whole name (reference landscape, section 10, 2026-11). */
const exact: Readonly<Record<string, SpendRole>> = {
  maxamountperpayment: 'limit',
  maxcumulativespend: 'limit',
  maxspendamount: 'limit',
  maxamountrequired: 'limit',
  permit2allowancelimit: 'limit',
  pertransaction: 'limit',
  dailylimit: 'limit',
  weeklylimit: 'limit',
  monthlylimit: 'limit',
  allowedmaxcost: 'limit',
  maxbudgetusd: 'limit',
  maxcost: 'limit',
  maxcostusd: 'limit',
  ethvalue: 'limit',
  solvalue: 'limit',
  splvalue: 'limit',
  changecents: 'limit',
  maxturns: 'turns',
  maxsessionturns: 'turns',
  goosemaxturns: 'turns',
  maxiterations: 'turns',
  allowedmaxrequests: 'turns',
  intentexpiry: 'expiry',
  usercartconfirmationrequired: 'asks',
  requiresrefundability: 'guard',
  disallowlivetransactions: 'guard',
  payto: 'receiver',
  chainid: 'network',
};

/**
 * What a key says about money, told from its name and the names above it.
 *
 * @param own words of the key
 * @param above words of the keys above it
 * @param inMoney the file, or something beside the key, is about money anyway
 * @param kind the kind of its value
 */
export function spendRole(
  own: readonly string[],
  above: readonly string[],
  inMoney: boolean,
  kind: 'scalar' | 'boolean' | 'list',
): SpendRole | undefined {
  const name = own.join('');
  const known = Object.hasOwn(exact, name) ? exact[name] : undefined;
  if (known !== undefined) return kind === 'list' ? undefined : known;
  const near = [...above.slice(-6), ...own];
  const aboutMoney = inMoney || has(near, money);
  if (!aboutMoney) return undefined;
  const last = own.at(-1) ?? '';
  if (kind === 'boolean') return switchRole(own, name);
  if (has(own, receivers) || (has(own, placesOfMoney) && (inMoney || speaksOfMoney(near)))) {
    if (has(own, bounds) && !own.includes('allowed')) return limitRole(own, above);
    return placeRole(own, name, kind);
  }
  if (kind === 'list') {
    return own.includes('payouts') || own.includes('operations') ? undefined : undefined;
  }
  if (has(own, approval) || (has(above.slice(-3), approval) && has(own, bounds))) {
    if (/^(?:required|min|minimum)?approv(?:als|ers)(?:required|needed|count)?$/.test(name)) {
      return 'approvers';
    }
    const from = /threshold|above|over|limit|amount|from|min/.test(name);
    return from ? 'threshold' : undefined;
  }
  if (/^(?:quorum|minsignatures|requiredsignatures)$/.test(name)) return 'approvers';
  if (/^(?:expiry|expires|expiresat|expiration|validuntil|end|endtime|deadline)$/.test(name)) {
    return inMoney || speaksOfMoney(near) ? 'expiry' : undefined;
  }
  if (/^(?:mode|env|environment|livemode)$/.test(name) && inMoney) return 'mode';
  if (last === 'destination' && speaksOfMoney(near)) return 'receiver';
  return limitRole(own, above);
}

function limitRole(own: readonly string[], above: readonly string[]): SpendRole | undefined {
  if (has(own, otherMatter)) return undefined;
  const parents = above.slice(-4);
  if (has(parents, otherMatter) && !has(own, money)) return undefined;
  const bounded = has(own, bounds);
  if (bounded) return 'limit';
  // `limits: { payment: 50, daily: 500 }`
  const named = has(own, money) || own.some(isUnitWord) || /^(?:amount|value)$/.test(own.join(''));
  return named && has(parents, bounds) ? 'limit' : undefined;
}

function switchRole(own: readonly string[], name: string): SpendRole | undefined {
  if (/dualcontrol|foureyes|secondapprover/.test(name)) return 'asks';
  if (/selfapproval|initiatorcanapprove/.test(name)) return 'asks-not';
  if (own.includes('auto') && has(own, automatic)) return 'asks-not';
  if (has(own, approval) && /require|need|ask|must|confirm|approval/.test(name)) {
    return /skip|without|disable|bypass/.test(name) ? 'asks-not' : 'asks';
  }
  if (name === 'livemode') return 'mode';
  return name === 'enabled' || name === 'create' || name === 'update' ? 'action' : undefined;
}

function placeRole(
  own: readonly string[],
  name: string,
  kind: 'scalar' | 'list',
): SpendRole | undefined {
  if (/denied|deny|blocked|block|blacklist|disallowed|forbidden|excluded/.test(name))
    return 'denied';
  const plural = /(?:s|ies)$/.test(own.at(-1) ?? '') || own.includes('mcc');
  if (kind === 'list' || (plural && own.at(-1) !== 'address')) return 'allowed';
  if (has(own, new Set(['network', 'chain']))) return 'network';
  // These say what an amount is counted in.
  return /currency|asset|token|contract|country/.test(name) ? undefined : 'receiver';
}
