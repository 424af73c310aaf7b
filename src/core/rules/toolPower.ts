/** What a tool does, judged by the verb in its name; `all` for a wildcard. */
export type ToolPower = 'all' | 'destroys' | 'writes' | 'reads' | 'unknown';

const destroying =
  /^(?:delete|remove|drop|destroy|purge|truncate|wipe|exec|execute|run|eval|shell|bash|terminal|command|script|pay|transfer|send|publish|deploy|merge|push|force|grant|revoke|refund|charge|purchase|kill|sql)/;
const writing =
  /^(?:create|add|insert|update|write|edit|modify|set|put|post|patch|upload|move|rename|copy|fill|click|type|press|drag|navigate|install|apply|commit|close|open|start|stop|assign|comment|reply|import|save|store|migrate|generate|fork)/;
const reading =
  /^(?:get|list|read|search|find|fetch|query|view|show|describe|check|count|browse|lookup|look|resolve|snapshot|screenshot|take|wait|status|info|inspect|explain|think|sequential|ask|diff|log|analy[sz]e|validate|compare|retrieve|recall|open_nodes|console|network|verify)/;

/** Verb table for tool names of any server (`delete_project`, `github-create-issue`, `readFile`). */
export function toolPower(tool: string): ToolPower {
  if (tool === '*' || tool === '') return 'all';
  const words = tool
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  if (words.some((word) => destroying.test(word))) return 'destroys';
  if (words.some((word) => writing.test(word))) return 'writes';
  return words.some((word) => reading.test(word)) ? 'reads' : 'unknown';
}
