import { t } from '@vscode/l10n';

const keyName =
  /(?:private|priv|wallet|signer|deployer|eth|evm|solana)[_-]?key|mnemonic|seed[_-]?(?:phrase|words)|recovery[_-]?phrase|xprv|(?:^|[_-])(?:wif|pk)$/i;
const seedName = /mnemonic|seed[_-]?(?:phrase|words)?$|recovery[_-]?phrase|secret[_-]?phrase/i;

/**
 * What kind of wallet key a value is, by its shape and the name it is bound to (rules.json
 * `fin/wallet-key-material`, 2026-11). A list of words is told from prose by its name and its length:
 * the 2,048 words of BIP-39 are not shipped.
 */
export function walletKeyKind(name: string, value: string): string | undefined {
  if (value.length > 300) return undefined;
  if (isSeedPhrase(name, value)) return t('seed phrase');
  if (/^[xyz]prv[1-9A-HJ-NP-Za-km-z]{100,110}$/.test(value)) return t('extended private key');
  if (!keyName.test(name)) return undefined;
  if (/^(?:0x)?[\da-f]{64}$/i.test(value)) return t('private key');
  if (/^[5KL][1-9A-HJ-NP-Za-km-z]{50,51}$/.test(value)) return t('private key');
  if (/^[1-9A-HJ-NP-Za-km-z]{86,88}$/.test(value)) return t('private key');
  return undefined;
}

/** 12, 15, 18, 21 or 24 plain words under a name that announces them. */
export function isSeedPhrase(name: string, value: string): boolean {
  if (!seedName.test(name) || value.length > 230) return false;
  const words = value.trim().split(/\s+/);
  return words.length % 3 === 0 && words.length >= 12 && words.length <= 24
    ? words.every((word) => /^[a-z]{3,8}$/.test(word))
    : false;
}

/** The phrase and the keys that Hardhat and Anvil start every chain of a developer with. */
export function isPublicDevelopmentKey(value: string): boolean {
  return (
    /^(?:test ){11}junk$/.test(value.trim()) ||
    /^(?:0x)?ac0974bec39a17e36ba4a6b4d238ff944bacb478/i.test(value)
  );
}
