/** More alternatives than this are not spelled out. */
const mostAlternatives = 12;

/**
 * A key of `chat.tools.terminal.autoApprove` as rules of the one grammar that permissions are compared
 * in (reference landscape, section 5.2): the beginning of a command, or `/regular expression/flags`.
 *
 * @param wholeLine the rule looks at the whole line, so that whatever follows the beginning passes too
 * @returns rules for the shell; the key itself, which no grammar knows, where it cannot be translated
 */
export function terminalRules(key: string, wholeLine: boolean): readonly string[] {
  const expression = /^\/(.*)\/[a-z]*$/s.exec(key)?.[1];
  if (expression === undefined) {
    const text = key.trim();
    if (text === '') return [unknown(key)];
    return [wholeLine ? `Bash(${escape(text)}*)` : commandRule(text, false)];
  }
  if (/^\^?(?:\.[*+]|\(\?:\)|\[\\s\\S\][*+])?\$?$|^\^?\.$/.test(expression)) return ['Bash'];
  return anchoredRules(expression, wholeLine) ?? [unknown(key)];
}

const literal = String.raw`(?:[\w @:=,-]|\\[.\-/+]|\\s\+?)+`;
const anchored = new RegExp(
  `^\\^(${literal})?(?:\\((?:\\?:)?(${literal}(?:\\|${literal})*)\\))?(.*)$`,
  's',
);

/** `^git (status|diff)\b`, `^npm test$`, `^ls( .*)?$`: what begins with, or is, fixed text. */
function anchoredRules(expression: string, wholeLine: boolean): readonly string[] | undefined {
  const match = anchored.exec(expression);
  if (match === null || (match[1] === undefined && match[2] === undefined)) return undefined;
  const texts = (match[2] ?? '').split('|').map((word) => plain((match[1] ?? '') + word));
  const rest = match[3] ?? '';
  if (texts.length > mostAlternatives) return undefined;
  if (rest === '$') return texts.map((text) => commandRule(text, true));
  if (wholeLine) return undefined;
  // `^npm` without a boundary also begins `npmx`: a wildcard without one says that.
  if (rest === '' || /^\.[*+]\$?$/.test(rest)) return texts.map((text) => `Bash(${escape(text)}*)`);
  return /^(?:\\b|\\s\S*|\((?:\?:)?(?: |\\s).*\)\??\$?)(?:\.[*+])?\$?$/s.test(rest)
    ? texts.map((text) => commandRule(text, false))
    : undefined;
}

function plain(expression: string): string {
  return expression.replace(/\\s\+?/g, ' ').replace(/\\(.)/g, '$1');
}

function commandRule(text: string, exact: boolean): string {
  return exact ? `Bash(${escape(text)})` : `Bash(${escape(text.trimEnd())}:*)`;
}

/** Parentheses would end the rule. */
function escape(text: string): string {
  return text.replace(/[()]/g, '\\$&');
}

/** Begins with what no rule begins with, so that the comparison says it cannot tell. */
function unknown(key: string): string {
  return `/ ${key}`;
}
