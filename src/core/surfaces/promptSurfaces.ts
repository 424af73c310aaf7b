import type { Surface } from './surface';
import { promptFile, settingsFile, skillFile } from './surfaceKinds';

/** Prose that belongs to no single client, and what tests and reviews with models. */
export const promptSurfaces: readonly Surface[] = [
  promptFile({
    id: 'agents-md',
    title: 'Agent instructions',
    client: 'AGENTS.md',
    patterns: ['AGENTS.md', 'AGENT.md'],
  }),
  skillFile(
    'agent-skill',
    'Agent Skills',
    ['SKILL.md', '{.agents,.agent}/skills/**/SKILL.md'],
    ['~/.agents/skills/*/SKILL.md'],
  ),
  promptFile({
    id: 'system-prompt',
    title: 'System prompt',
    client: 'Prompts',
    patterns: ['*system{_,-}prompt*.{md,txt}', '*SYSTEM{_,-}PROMPT*.{md,txt}'],
  }),
  settingsFile({
    id: 'prompt-data',
    title: 'Prompt with its parameters',
    client: 'Prompts',
    kind: 'prompt',
    patterns: ['*.prompt.{yml,yaml}'],
    format: 'yaml',
    takesEffect: 'on-new-session',
  }),
  promptFile({
    id: 'prompty',
    title: 'Prompt template',
    client: 'Prompts',
    patterns: ['*.prompty', '*.prompt'],
    contentTest: 'is-text',
  }),
  promptFile({
    id: 'agent-elsewhere',
    title: 'Agent or command of a plugin',
    client: 'Agent Plugins',
    patterns: ['{agents,commands}/**/*.md'],
    contentTest: 'has-agent-front-matter',
  }),
  promptFile({
    id: 'prompt-file',
    title: 'Prompt file',
    client: 'Prompts',
    patterns: ['prompts/**/*.{md,txt,j2,jinja,jinja2,hbs,mustache}'],
    contentTest: 'has-prompt-prose',
  }),
  settingsFile({
    id: 'prompt-file-data',
    title: 'Prompt file with its parameters',
    client: 'Prompts',
    kind: 'prompt',
    patterns: ['prompts/**/*.{yaml,yml}'],
    format: 'yaml',
    takesEffect: 'on-new-session',
    contentTest: 'has-prompt-prose',
  }),
  settingsFile({
    id: 'promptfoo',
    title: 'promptfoo tests',
    client: 'promptfoo',
    kind: 'prompt',
    patterns: ['promptfooconfig*.{yaml,yml}'],
    format: 'yaml',
  }),
  settingsFile({
    id: 'coderabbit',
    title: 'CodeRabbit configuration',
    client: 'CodeRabbit',
    kind: 'prompt',
    patterns: ['.coderabbit.{yaml,yml}'],
    format: 'yaml',
  }),
];
