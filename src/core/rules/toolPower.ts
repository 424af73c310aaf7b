/** What a tool does, judged by the verb in its name; `all` for a wildcard. */
export type ToolPower = 'all' | 'destroys' | 'writes' | 'reads' | 'unknown';

const destroying =
  /^(?:delete|remove|drop|destroy|purge|truncate|wipe|exec|execute|run|eval|shell|bash|terminal|command|script|pay|transfer|send|publish|deploy|merge|push|force|grant|revoke|refund|charge|purchase|kill|sql)/;
const writing =
  /^(?:create|add|insert|update|write|edit|modify|set|put|post|patch|upload|move|rename|copy|fill|click|type|press|drag|navigate|install|apply|commit|close|open|start|stop|assign|comment|reply|import|save|store|migrate|generate|fork)/;
const reading =
  /^(?:get|list|read|search|find|fetch|query|view|show|describe|check|count|browse(?!r)|lookup|look|resolve|snapshot|screenshot|take|wait|status|info|inspect|explain|think|sequential|ask|diff|log|analy[sz]e|validate|compare|retrieve|recall|open_nodes|console|network|verify)/;

/** Verb table for tool names of any server (`delete_project`, `github-create-issue`, `readFile`). */
export function toolPower(tool: string): ToolPower {
  if (tool === '*' || tool === '') return 'all';
  const words = tool
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  // The first verb says what a tool does: `get_deploy_status` reads. `query_execute` ends with its
  // verb, `search_and_delete` has two.
  let power: ToolPower = 'unknown';
  for (const [index, word] of words.entries()) {
    const found = powerOf(word);
    const joined = /^(?:and|or|then)$/.test(words[index - 1] ?? '');
    const last = index === words.length - 1 && isWholeVerb(word);
    if (found === undefined || (power !== 'unknown' && !joined && !last)) continue;
    if (order.indexOf(found) > order.indexOf(power)) power = found;
  }
  return power;
}

/** `deploy`, not `deployments`. */
function isWholeVerb(word: string): boolean {
  return destroying.exec(word)?.[0] === word || writing.exec(word)?.[0] === word;
}

const order: readonly ToolPower[] = ['unknown', 'reads', 'writes', 'destroys'];

function powerOf(word: string): ToolPower | undefined {
  if (destroying.test(word)) return 'destroys';
  if (writing.test(word)) return 'writes';
  return reading.test(word) ? 'reads' : undefined;
}
