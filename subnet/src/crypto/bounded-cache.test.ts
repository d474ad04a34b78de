import { describe, expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

describe('bounded cache', () => {
  it('keeps as many as its bound, dropping the one used longest ago', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBe(1);
    expect(cache.get('c')).toBe(3);
    cache.set('c', 4);
    expect(cache.size).toBe(2);
    expect(cache.get('c')).toBe(4);
  });
});
