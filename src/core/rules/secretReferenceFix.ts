import { t } from '@vscode/l10n';
import { applyEdits, modify } from 'jsonc-parser';
import type { CredentialFact } from '../facts/fact';
import type { Fix, RuleContext, TextEdit } from './rule';

/**
 * Replaces a written-out credential by the client's own reference syntax (reference landscape
 * section 3): an input that VS Code asks for and stores encrypted, or an environment variable.
 *
 * @returns no fix where the client has no such syntax, or the credential has no name to refer to
 */
export function secretReferenceFix(
  context: RuleContext,
  credential: CredentialFact,
): readonly Fix[] {
  const name = credential.name.replace(/^-+/, '');
  if (name === '' || context.surface.serverKeys.length === 0) return [];
  const variable = variableName(name, credential);
  const replace = (text: string): TextEdit => ({ range: credential.range, text });
  switch (context.surface.secretReference) {
    case 'vscode-input': {
      const id = variable.toLowerCase().replaceAll('_', '-');
      const reference = `\${input:${id}}`;
      return [
        {
          id: 'reference',
          title: t('Ask for it once and store it encrypted ({0})', reference),
          edits: [replace(reference), ...inputEdits(context, id, name)],
          preferred: true,
        },
      ];
    }
    case 'environment-braces':
      return [referenceFix(`\${${variable}}`, replace)];
    case 'environment-colon':
      return [referenceFix(`\${env:${variable}}`, replace)];
    case 'none':
      return [];
  }
}

function referenceFix(reference: string, replace: (text: string) => TextEdit): Fix {
  return {
    id: 'reference',
    title: t('Read it from the environment ({0})', reference),
    edits: [replace(reference)],
    preferred: true,
  };
}

/** `Authorization` says nothing about whose token it is; the server's name does. */
function variableName(name: string, credential: CredentialFact): string {
  const server = /^\/(?:servers|mcpServers)\/([^/]+)/.exec(credential.pointer)?.[1] ?? '';
  const plain = /^(?:authorization|x-api-key|api-?key|token|key|args?|url)$/i.test(name)
    ? `${server}_${/auth/i.test(name) ? 'token' : name}`
    : name;
  return plain
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

/** Adds the `inputs` entry unless it is there already; layout follows the file. */
function inputEdits(context: RuleContext, id: string, name: string): readonly TextEdit[] {
  if (context.facts.inputs.some((input) => input.id === id)) return [];
  const entry = { type: 'promptString', id, description: name, password: true };
  const hasList = context.facts.inputs.length > 0;
  const path = hasList ? ['inputs', -1] : ['inputs'];
  const edits = modify(context.text, path, hasList ? entry : [entry], {
    isArrayInsertion: hasList,
    // A file on one line stays on one line.
    ...(context.text.trimEnd().includes('\n')
      ? { formattingOptions: formattingOf(context.text) }
      : {}),
    ...(hasList ? {} : { getInsertionIndex: () => 0 }),
  });
  return edits.map((edit) => ({
    range: { start: edit.offset, end: edit.offset + edit.length },
    text: edit.content,
  }));
}

/** The indentation and line ends a file already uses. */
export function formattingOf(text: string): {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly eol: string;
} {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return {
    tabSize: indent.startsWith('\t') ? 4 : indent.length,
    insertSpaces: !indent.startsWith('\t'),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The text after a fix; for tests and rehearsals. */
export function applyFix(text: string, fix: Fix): string {
  return applyEdits(
    text,
    fix.edits.map((edit) => ({
      offset: edit.range.start,
      length: edit.range.end - edit.range.start,
      content: edit.text,
    })),
  );
}
