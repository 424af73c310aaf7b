import { memberOf } from '../parse/navigate';
import type { ParsedText } from '../parse/tree';

/** Keys that only the front matter of agents, commands, rules and skills has. */
const agentKeys =
  /^(?:allowed-tools|argument-hint|tools|disallowedTools|model|agent|mode|applyTo|globs|alwaysApply|trigger|inclusion|permissionMode|subtask|mcp-servers|mcpServers|handoffs)$/;

/** Keys of pages: documentation generators and blogs put their front matter in folders of any name. */
const pageKeys =
  /^(?:title|sidebar.*|layout|date|slug|permalink|hide_.*|nav_.*|weight|parent|toc|id|authors?|published)$/i;

/** The front matter is that of an agent or a command, so the file is one wherever it stands. */
export function startsLikeAgent({ frontMatter, text }: ParsedText): boolean {
  if (frontMatter === undefined) return false;
  const keys = frontMatter.members.map(({ key }) => key);
  const described = memberOf(frontMatter, 'description') !== undefined;
  if (described && keys.some((key) => agentKeys.test(key))) return true;
  if (keys.some((key) => pageKeys.test(key))) return false;
  return described && (keys.includes('name') || keys.length === 1 || text.includes('$ARGUMENTS'));
}

/** The text speaks to somebody and says who they are or what to answer, in the languages seen. */
const address =
  /\byou(?:'re| are| will| must| should| have)\b|\byour (?:task|role|job|goal|response|output|answer|analysis)\b|\b(?:act|behave) as (?:an?|the)\b|\brespond (?:only|with|in)\b|你(?:是|的任务)|您是|あなたは|당신은|\b(?:Ты|Вы)\s[—–-]|\b(?:tu es|vous êtes|du bist|eres un)\b/iu;

/** Holes that a program fills before a model reads the text. */
const holes = /\{\{\s*[\w.]+|\$\{[A-Za-z_]\w*\}|\$ARGUMENTS|(?:^|[^{$\\])\{[a-z]\w{2,40}\}(?!\})/m;

const headings =
  /^#{1,4}\s+.{0,60}\b(?:tasks?|context|instructions?|rules?|output|response|format|steps?|goal|role|prompt|constraints?|objective)\b/im;

/** A page about the folder, not a prompt. */
const pageAbout =
  /^\s*(?:<!--[^]{0,300}?-->\s*)?#\s+.{0,40}\b(?:readme|index|changelog|contributing|overview|prompts)\b/i;

/** Prose meant for a model: it speaks to one, has holes to fill, or the parts that prompts have. */
export function readsLikePrompt(parsed: ParsedText): boolean {
  const { text } = parsed;
  if (text.includes('\0') || pageAbout.test(text)) return false;
  return startsLikeAgent(parsed) || address.test(text) || holes.test(text) || headings.test(text);
}
