import type { FileFacts } from './fact';

/** The facts of a text that says nothing; also what a missing side of a comparison has. */
export const emptyFacts: FileFacts = Object.freeze({
  servers: [],
  inputs: [],
  permissionRules: [],
  settings: [],
  hooks: [],
  sentences: [],
  frontMatter: [],
  hiddenText: [],
  credentials: [],
  traits: [],
});
