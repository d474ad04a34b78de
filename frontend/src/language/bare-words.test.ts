import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');
const WORD = /\p{L}{2,}/u;
/** Attributes that a person sees or hears. */
const SPOKEN = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'label',
  'placeholder',
  'title',
]);

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
  .map((file) => join(SOURCE, file));

/** Words in the markup itself, which no catalogue can translate. */
function bareWords(name: string, source: string): string[] {
  const tree = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string): void => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    if (WORD.test(text)) found.push(`${name}:${line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxAttribute(node) && node.initializer && SPOKEN.has(node.name.getText())) {
      if (ts.isStringLiteral(node.initializer)) note(node, node.initializer.text);
    }
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression)) {
      if (ts.isJsxElement(node.parent)) note(node, node.expression.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

test('no page has words of its own: all of them come from the catalogues', () => {
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap((file) => bareWords(relative(SOURCE, file), readFileSync(file, 'utf8')));
  expect(found).toEqual([]);
});

test('a bare word is found wherever it stands', () => {
  const page = `const p = <p title="Hello">Sign in <b>{'now'}</b> · {text('x')} <img alt="" aria-label={text('y')} /></p>;`;
  expect(bareWords('p.tsx', page)).toEqual(['p.tsx:1: Hello', 'p.tsx:1: Sign in', 'p.tsx:1: now']);
});
