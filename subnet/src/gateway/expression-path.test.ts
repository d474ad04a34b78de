import { describe, expect, it } from 'vitest';
import { EMPTY, fork, leaf, pruned, type HashTree } from '../hash-tree/hash-tree.ts';
import { mapInsert, mapOf, mapGet, type LabelledMap } from '../hash-tree/labelled-map.ts';
import { checkExpressionPath, decodedPath, toLabel } from './expression-path.ts';
import { VerificationFailed } from './verification-failed.ts';

/** A tree that has the given paths, each with a leaf below it. */
function treeOf(...paths: readonly (readonly string[])[]): HashTree {
  const insert = (map: LabelledMap, [first, ...rest]: readonly string[]): LabelledMap => {
    if (first === undefined) return mapOf([[toLabel('proof'), leaf(new Uint8Array())]]);
    const below = mapGet(map, toLabel(first)) as LabelledMap | undefined;
    return mapInsert(map, toLabel(first), insert(below ?? EMPTY, rest));
  };
  return paths.reduce<LabelledMap>((map, path) => insert(map, path), EMPTY);
}

const path = (text: string): string[] => ['http_expr', ...text.split('/')];
const fits = (answer: string, request: string, ...others: readonly string[]): boolean => {
  try {
    checkExpressionPath(path(answer), request, treeOf(path(answer), ...others.map(path)));
    return true;
  } catch (error) {
    if (error instanceof VerificationFailed) return false;
    throw error;
  }
};

describe('checkExpressionPath', () => {
  it.each([
    ['a/b/<$>', '/a/b'],
    ['a/b/<$>', '/a//b'],
    ['a/b//<$>', '/a/b/'],
    ['/<$>', '/'],
    ['<*>', '/'],
    ['<*>', '/a/b'],
    ['/<*>', '/a'],
    ['a/<*>', '/a'],
    ['a/<*>', '/a/b/c'],
    ['a//<*>', '/a/b'],
    ['a//<*>', '/a'],
  ])('%s fits %s', (answer, request) => expect(fits(answer, request)).toBe(true));

  it.each([
    ['a/b/<$>', '/a/b/'],
    ['a/b/<$>', '/a'],
    ['a/<$>', '/A'],
    ['a/<*>', '/ab'],
    ['a/b/<*>', '/a'],
    ['a/b', '/a/b'],
    ['<$>/a/<*>', '/a'],
    ['a/<*>/<*>', '/a/b'],
  ])('%s does not fit %s', (answer, request) => expect(fits(answer, request)).toBe(false));

  /** Source: dfinity/response-verification fb792650, packages/ic-http-certification/src/utils/wildcard_paths.rs. */
  it('a wildcard does not do where the tree has a better one, of all that there are', () => {
    const better = ['a/b/c/<*>', 'a/b//<*>', 'a/b/<*>', 'a//<*>', 'a/<*>', '/<*>', 'a/b/c/<$>'];
    for (const other of better) expect(fits('<*>', '/a/b/c', other)).toBe(false);
    for (const other of ['a/b/c/', 'b/<*>', 'a/b/c/d/<*>', 'a/c/<$>', 'a/b/c//<$>', 'a/b/<$>']) {
      expect(fits('<*>', '/a/b/c', other)).toBe(true);
    }
    expect(fits('a/b/<*>', '/a/b/c', 'a//<*>')).toBe(true);
    expect(fits('a/b/<*>', '/a/b/c', 'a/b//<*>')).toBe(false);
    expect(fits('a//<*>', '/a/b/c', 'a/b/<*>')).toBe(false);
    expect(fits('a//<*>', '/a/b/c', 'a/<*>')).toBe(true);
  });

  it('a wildcard does not do where the tree hides what there is', () => {
    const shown = treeOf(path('<*>')) as LabelledMap;
    const below = mapGet(shown, toLabel('http_expr')) as HashTree;
    const hidden = mapOf([[toLabel('http_expr'), fork(below, pruned(new Uint8Array(32))) as never]]);
    expect(() => checkExpressionPath(path('<*>'), '/a', shown)).not.toThrow();
    expect(() => checkExpressionPath(path('<*>'), '/a', hidden)).toThrow('may have one that fits better');
  });

  it('refuses paths that the tree does not have, and other prefixes', () => {
    expect(() => checkExpressionPath(path('a/<$>'), '/a', treeOf(path('b/<$>')))).toThrow(VerificationFailed);
    expect(() => checkExpressionPath(['a', '<$>'], '/a', treeOf(['a', '<$>']))).toThrow(VerificationFailed);
    expect(() => checkExpressionPath([], '/', EMPTY)).toThrow(VerificationFailed);
  });
});

describe('decodedPath', () => {
  it('decodes what is a code and keeps the rest', () => {
    expect(decodedPath('/a%20b/%C3%A9?x=%20')).toBe('/a b/é');
    expect(decodedPath('/100%/%zz')).toBe('/100%/%zz');
    expect(() => decodedPath('/%ff')).toThrow(VerificationFailed);
  });
});
