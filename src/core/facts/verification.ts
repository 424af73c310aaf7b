const off = /^(?:0|false|no|off|none|disabled?)$/i;
const on = /^(?:1|true|yes|on)$/i;

/** For every connection of the process. */
const globalChecks = /^(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|npm_config_strict_ssl)$/i;
const globalSwitches = /^(?:GIT_SSL_NO_VERIFY|CURL_INSECURE)$/i;
/** For one service: `JIRA_SSL_VERIFY=false`, `VAULT_SKIP_VERIFY=1`, `TLS_INSECURE=true`. */
const ownChecks =
  /(?:^|_)(?:(?:SSL|TLS|CERT(?:IFICATE)?S?)_?(?:VERIFY|VERIFICATION|CHECK|REJECT_UNAUTHORIZED)|VERIFY_?(?:SSL|TLS|CERTS?|CERTIFICATES?)|REJECT_UNAUTHORIZED|STRICT_SSL)$/i;
const ownSwitches =
  /(?:^|_)(?:(?:SSL|TLS)_?(?:INSECURE|NO_?VERIFY|SKIP_?VERIFY)|(?:SKIP|NO|DISABLE|IGNORE)_(?:SSL|TLS|CERT(?:IFICATE)?S?)(?:_?(?:VERIFY|VERIFICATION|CHECKS?|ERRORS?|VALIDATION))?|INSECURE_SKIP_VERIFY|SKIP_VERIFY)$/i;

/**
 * A variable that stops checking who is at the other end of an encrypted connection.
 *
 * @returns for every connection of the process, for one service, or undefined
 */
export function disablesVerification(
  name: string,
  value: string,
): 'everywhere' | 'one-service' | undefined {
  const isOff = (): boolean => off.test(value.trim());
  const isOn = (): boolean => on.test(value.trim());
  if (globalChecks.test(name) ? isOff() : globalSwitches.test(name) && isOn()) return 'everywhere';
  return (ownChecks.test(name) ? isOff() : ownSwitches.test(name) && isOn())
    ? 'one-service'
    : undefined;
}

/**
 * Arguments that do the same. `-k` belongs to many tools, so it counts for `curl` and `wget` only.
 *
 * @returns indexes into the words
 */
export function verificationFlags(argv: readonly string[]): readonly number[] {
  const fetches = (): boolean =>
    argv.some((word) => /(?:^|[\\/])(?:curl|wget)(?:\.exe)?$/i.test(word));
  const found: number[] = [];
  argv.forEach((word, index) => {
    if (word.startsWith('-') && (isFlag(word) || (word === '-k' && fetches()))) found.push(index);
  });
  return found;
}

function isFlag(word: string): boolean {
  return (
    /^--?(?:insecure|no-check-certificate|no-verify-ssl|no-ssl-verify|skip-(?:ssl|tls)-verify|insecure-skip-(?:tls-)?verify|trusted-host)(?:=(?!false|0).*)?$/i.test(
      word,
    ) || /^--(?:strict-ssl|verify-ssl|ssl-verify|tls-verify)=(?:false|0|no)$/i.test(word)
  );
}
