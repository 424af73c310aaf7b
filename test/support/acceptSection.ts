import type { Rule } from '../../src/core/rules/rule';

const title = '## How to accept it';

/** The part of a rule's page that says how a finding may stay: what the rule itself says, in words. */
export function acceptSection({ kind, neverAccepted }: Rule): string {
  if (neverAccepted !== undefined) {
    return `${title}\n\n${wrapped(`Never: ${neverAccepted}`)}\n`;
  }
  const how =
    'For a time, with a reason: “Accept This Finding…” in the light bulb, or `mcp-change accept`. It stays visible, without alarm, until its last day or until its entry means something else.';
  const change = ' In a pull request it counts once the base holds it.';
  return `${title}\n\n${wrapped(kind === 'delta' ? how + change : how)}\n`;
}

/** A rule's page with that part as it should be, before “Good to know”. */
export function withAcceptSection(page: string, rule: Rule): string {
  const bare = page.replace(new RegExp(`${title}\n[\\s\\S]*?(?=^## |$(?![\\s\\S]))`, 'm'), '');
  return bare.replace('## Good to know', `${acceptSection(rule)}\n## Good to know`);
}

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length >= 100) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
