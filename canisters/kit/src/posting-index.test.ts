import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii } from './hash-tree.ts';
import { POSTING_BLOCK_IDS, PostingIndex, nextPostingBlock } from './posting-index.ts';
import { MemoryTable } from './table.ts';

function all(index: PostingIndex, term: Uint8Array, last: number): number[] {
  const ids: number[] = [];
  for (let id = 0; id <= last; id = nextPostingBlock(id)) ids.push(...index.inBlock(term, id));
  return ids;
}

describe('posting index', () => {
  it('holds what a set holds, in order, after any sequence of changes', () => {
    const change = fc.tuple(
      fc.boolean(),
      fc.constantFrom('a', 'ab'),
      fc.integer({ min: 0, max: 3 * POSTING_BLOCK_IDS }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
        const index = new PostingIndex(new MemoryTable());
        const model = { a: new Set<number>(), ab: new Set<number>() };
        for (const [isAdd, term, id] of changes) {
          if (isAdd) {
            index.add(ascii(term), id);
            model[term].add(id);
          } else {
            index.remove(ascii(term), id);
            model[term].delete(id);
          }
        }
        for (const term of ['a', 'ab'] as const) {
          expect(all(index, ascii(term), 4 * POSTING_BLOCK_IDS)).toEqual(
            [...model[term]].sort((x, y) => x - y),
          );
        }
      }),
    );
  });

  it('starts at the id asked for and stops at the end of its block', () => {
    const index = new PostingIndex(new MemoryTable());
    for (const id of [2_046, 2_047, 2_048]) index.add(ascii('t'), id);
    expect(index.inBlock(ascii('t'), 2_046)).toEqual([2_046, 2_047]);
    expect(index.inBlock(ascii('t'), 2_047)).toEqual([2_047]);
    expect(index.inBlock(ascii('t'), 2_048)).toEqual([2_048]);
    expect(nextPostingBlock(2_047)).toBe(2_048);
    expect(nextPostingBlock(2_048)).toBe(4_096);
  });

  it('leaves no record behind when the last id goes', () => {
    const table = new MemoryTable();
    const index = new PostingIndex(table);
    index.add(ascii('t'), 5);
    index.remove(ascii('t'), 5);
    expect(table.size).toBe(0);
  });
});
