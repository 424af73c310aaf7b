import { t } from '@vscode/l10n';

/** A key of a payment service, without its secret. */
export interface PaymentKey {
  /** 0 restricted test key, 1 test key, 2 restricted key, 3 key with every right. */
  readonly rank: number;
  readonly shown: string;
}

const services =
  /stripe|paypal|plaid|square|adyen|braintree|coinbase|cdp|circle|wise|ramp|brex|razorpay|mollie/;
const testWords = /(?:^|[^a-z])(?:test|sandbox|staging|dev|testnet|sepolia)(?:$|[^a-z])/i;
/** Where real payments are made (rules.json `fin/test-to-live`, 2026-11). */
const liveHosts =
  /^https:\/\/(?:api(?:-m)?\.paypal\.com|production\.plaid\.com|connect\.squareup\.com)(?:[/:?]|$)/i;
const liveWords = /(?:^|[^a-z])(?:live|prod|production|mainnet)(?:$|[^a-z])/i;

/**
 * What a value says about test and real money: a key by its prefix, or a reference or address of a
 * payment service by its words (rules.json `fin/test-to-live`, 2026-11).
 *
 * @param words of the keys above the value, lower case
 */
export function readPaymentKey(value: string, words: readonly string[]): PaymentKey | undefined {
  if (value.length > 2_000) return undefined;
  const stripe = /(?<![\w-])(sk|rk)_(test|live|prod)_/.exec(value);
  if (stripe !== null) {
    const restricted = stripe[1] === 'rk';
    const live = stripe[2] !== 'test';
    return { rank: (live ? 2 : 0) + (restricted ? 0 : 1), shown: keyWords(live, restricted) };
  }
  const service = services.test(value.toLowerCase()) || words.some((word) => services.test(word));
  if (!service || !/[$:{]/.test(value)) return undefined;
  if (/^https?:/.test(value)) {
    if (/sandbox|testnet|sepolia/i.test(value)) return { rank: 1, shown: t('test account') };
    return liveHosts.test(value) ? { rank: 3, shown: t('live account') } : undefined;
  }
  if (testWords.test(value)) return { rank: 1, shown: t('test account') };
  return liveWords.test(value) ? { rank: 3, shown: t('live account') } : undefined;
}

function keyWords(live: boolean, restricted: boolean): string {
  if (live) return restricted ? t('live key with some rights') : t('live key with every right');
  return restricted ? t('test key with some rights') : t('test key with every right');
}

/**
 * Whether a mode moves real money.
 *
 * @returns 1 real, 0 not, undefined when nobody can tell
 */
export function readPaymentMode(mode: string): 0 | 1 | undefined {
  if (
    /^(?:test|testing|sandbox|dev|development|staging|testnet|paper|simulation|false)$/i.test(mode)
  ) {
    return 0;
  }
  return /^(?:live|prod|production|mainnet|real|true)$/i.test(mode) ? 1 : undefined;
}

/** Chains on which nothing is worth anything, by number (reference landscape section 10, 2026-11). */
const testChains =
  /^(?:eip155:)?(?:3|4|5|97|42|338|4002|11155111|11155420|17000|43113|80001|80002|84531|84532|421613|421614|534351|59141|168587773)$/;
const realChains =
  /^(?:eip155:)?(?:1|10|25|56|100|137|250|324|1101|5000|8453|42161|42220|43114|59144|534352|81457|7777777)$/;

/** Whether money on a network is real; undefined: not known. */
export function readNetwork(name: string): boolean | undefined {
  if (
    testChains.test(name) ||
    /sepolia|goerli|testnet|devnet|amoy|mumbai|fuji|localnet/i.test(name)
  ) {
    return false;
  }
  if (
    realChains.test(name) ||
    /mainnet|^(?:base|ethereum|polygon|solana|arbitrum|optimism|avalanche)$/i.test(name)
  ) {
    return true;
  }
  return undefined;
}
