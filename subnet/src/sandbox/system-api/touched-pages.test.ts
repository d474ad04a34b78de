import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TouchedPages } from './touched-pages.ts';

describe('touched pages', () => {
  it('count once, however often and in whatever order', () => {
    const pages = new TouchedPages();
    expect(pages.touch(5, 5)).toBe(1);
    expect(pages.touch(5, 5)).toBe(1);
    expect(pages.touch(4, 6)).toBe(3);
    expect(pages.touch(0, 9)).toBe(10);
  });

  it('agree with a plain set', () => {
    const page = fc.integer({ min: 0, max: 20_000 });
    const range = fc.tuple(page, fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
        const pages = new TouchedPages();
        const plain = new Set<number>();
        for (const [first, more] of ranges) {
          for (let at = first; at <= first + more; at++) plain.add(at);
          expect(pages.touch(first, first + more)).toBe(plain.size);
        }
      }),
    );
  });
});
