import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import * as ts from 'typescript';
import { notificationText, visibleLabel } from '../../src/editor/visibleText';

const editor = resolve(__dirname, '..', '..', 'src', 'editor');

/** VS Code 1.139, `linkedText.ts`: what becomes a link in a notification. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

/** VS Code 1.139, `iconLabels.ts`: what becomes an icon in the status bar and in lists. */
const icon = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;

const hidden = /[\u0000-\u0008\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

describe('Text of the workspace in messages', () => {
  it('opens no link and runs no command', () => {
    assert.match('[Fix it](command:workbench.action.terminal.new)', link);
    for (const [message, shown] of [
      ['[Fix it](command:a.b) changed', '[Fix it] (command:a.b) changed'],
      ['a [x](https://evil.example "t") b', 'a [x] (https://evil.example "t") b'],
      ['$(error) all is well', '$ (error) all is well'],
      ['a\u202eb\u0007\nc', 'a‹U+202E›b‹U+0007› c'],
    ] as const) {
      assert.equal(notificationText(message), shown);
    }
  });

  it('stays harmless however it is put together, and is treated once', () => {
    const piece = fc.oneof(
      fc.constantFrom('[', ']', '(', ')', '](', '$', '$(', 'command:x', 'file:', ' ', '\u202e'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const shown = notificationText(pieces.join(''));
        assert.doesNotMatch(shown, link);
        assert.doesNotMatch(shown, icon);
        assert.doesNotMatch(shown, hidden);
        assert.equal(notificationText(shown), shown);
        assert.doesNotMatch(visibleLabel(pieces.join('')), icon);
      }),
    );
  });

  it('reaches notifications and the status bar only through one function', () => {
    const direct = /\bshow(?:Information|Warning|Error)Message\b|\bsetStatusBarMessage\b/;
    const users = sources().filter(({ text }) => direct.test(text));
    assert.deepEqual(
      users.map(({ name }) => name),
      ['showNotice.ts'],
    );
    const only = users[0]?.text ?? '';
    assert.ok(only.includes('const text = notificationText(message);'));
    assert.deepEqual(
      [...only.matchAll(/Message\((\w+)/g)].map(([, argument]) => argument),
      ['text', 'text', 'notificationText'],
    );
    assert.ok(sources().filter(({ text }) => text.includes('showNotice(')).length > 8);
  });

  it('is made visible wherever a list or a progress shows it', () => {
    const wrong: string[] = [];
    let seen = 0;
    for (const { name, text } of sources()) {
      const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
      const picks = text.includes('showQuickPick');
      const visit = (node: ts.Node): void => {
        if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
          const key = node.name.getText(file);
          const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
          if (
            (picks && /^(?:label|description|detail)$/.test(key)) ||
            (/^(?:title|placeHolder|prompt)$/.test(key) && isWindowOption(node, file))
          ) {
            seen += 1;
            if (!isSafe(value, file)) wrong.push(`${name}: ${key}: ${value.getText(file)}`);
          }
        }
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
    assert.ok(seen > 25, `only ${seen} places found`);
    assert.deepEqual(wrong, []);
  });
});

function sources(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(editor)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(editor, name), 'utf8') }));
}

/** Whether a property stands in the options of a list, a field or a progress. */
function isWindowOption(node: ts.Node, file: ts.SourceFile): boolean {
  const call = node.parent.parent;
  return (
    ts.isCallExpression(call) &&
    /\.(?:showQuickPick|showInputBox|withProgress)$/.test(call.expression.getText(file))
  );
}

/** Whether an expression holds only our own words, or text that was made visible. */
function isSafe(node: ts.Expression, file: ts.SourceFile): boolean {
  const safe = (inner: ts.Expression): boolean => isSafe(inner, file);
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return true;
  if (ts.isParenthesizedExpression(node)) return safe(node.expression);
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.every(({ expression }) => safe(expression));
  }
  if (ts.isConditionalExpression(node)) return safe(node.whenTrue) && safe(node.whenFalse);
  if (ts.isBinaryExpression(node)) return safe(node.left) && safe(node.right);
  if (ts.isCallExpression(node)) {
    const called = node.expression.getText(file);
    if (/^(?:visibleLabel|toLocaleString)$|\.toLocaleString$/.test(called)) return true;
    return /^(?:vscode\.)?l10n\.t$/.test(called) && node.arguments.every(safe);
  }
  return ts.isIdentifier(node) && isSafeName(node, file);
}

/** Whether everything in the file that has this name holds safe text. */
function isSafeName(name: ts.Identifier, file: ts.SourceFile): boolean {
  const found: boolean[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText(file) === name.text) {
      found.push(node.initializer !== undefined && isSafe(node.initializer, file));
    }
    if (ts.isParameter(node) && node.name.getText(file) === name.text) {
      const words = node.type !== undefined && ts.isUnionTypeNode(node.type) ? node.type.types : [];
      // A parameter that can only be one of our own words.
      found.push(words.length > 0 && words.every((type) => ts.isLiteralTypeNode(type)));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.length > 0 && found.every(Boolean);
}
