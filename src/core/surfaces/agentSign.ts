/**
 * An agent's settings, extension, program or folder in a text that is mostly about other things: where
 * one of them is named, an agent works there (reference landscape, entry on dev containers).
 */
export const agentSign =
  /(?<![A-Za-z])(?:mcp|claude|anthropic|codex|copilot|gemini|opencode|windsurf|kiro|aider|cursor-agent|qwen-code)(?![A-Za-z])|modelcontextprotocol|"(?:chat|inlineChat|amp|cline|roo-cline|kilo-?code|continue|claudeCode)\.|json\.schemaDownload|security\.workspace\.trust/i;
