import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Lexicon, NumberLexicon } from './lexicon';

/** The most columns of the output. */
const COLUMNS_MAX: i64 = 1 << 26;

/** The n-grams that are counted, as a tree: from a place, a token leads to the next. */
export class NgramPool {
  /** Numbers of the tokens; exactly one of both is there. */
  texts: Lexicon | null = null;
  numbers: NumberLexicon | null = null;
  shortest: i32 = 1;
  longest: i32 = 1;
  skipsMax: i32 = 0;
  /** Column of each n-gram. */
  places: StaticArray<i32> = new StaticArray<i32>(0);
  columns: i32 = 0;
  private ways: NumberLexicon;
  /** The n-gram that ends at a place, or -1. The root is place 0. */
  private ends: StaticArray<i32>;
  private count: i32 = 1;

  constructor(tokens: i32) {
    this.ways = new NumberLexicon(tokens);
    this.ends = new StaticArray<i32>(tokens + 1);
    for (let index = 0; index < this.ends.length; index++) this.ends[index] = -1;
  }

  /** The place that a token leads to, or -1. */
  follow(place: i32, token: i32): i32 {
    return this.ways.find(((<u64>place) << 32) | (<u64>token));
  }

  ngramAt(place: i32): i32 {
    return unchecked(this.ends[place]);
  }

  /** Adds the next token of an n-gram. */
  extend(place: i32, token: i32): i32 {
    const next = this.follow(place, token);
    if (next >= 0) return next;
    this.ways.add(((<u64>place) << 32) | (<u64>token), this.count);
    return this.count++;
  }

  /** Ends an n-gram at a place. False when it is there already. */
  end(place: i32, ngram: i32): bool {
    if (this.ends[place] >= 0) return false;
    this.ends[place] = ngram;
    return true;
  }
}

/** Reads the attributes `pool_*` and `ngram_*`. Null: refused. */
export function readPool(node: Node): NgramPool | null {
  const texts = node.strings('pool_strings');
  const numbers = node.ints('pool_int64s');
  const textCount = texts === null ? 0 : texts.length;
  const numberCount = numbers === null ? 0 : numbers.length;
  if (textCount > 0 == numberCount > 0)
    return malformed(node, 'expected one of pool_strings and pool_int64s');
  const total = textCount + numberCount;
  const pool = new NgramPool(total);
  const tokens = new StaticArray<i32>(total);
  if (textCount > 0) {
    const lexicon = new Lexicon(total);
    for (let index = 0; index < total; index++) {
      const text = texts![index];
      const known = lexicon.find(text.dataStart, text.length);
      tokens[index] = known >= 0 ? known : index;
      if (known < 0) lexicon.add(text, index);
    }
    pool.texts = lexicon;
  } else {
    const lexicon = new NumberLexicon(total);
    for (let index = 0; index < total; index++) {
      const known = lexicon.find(<u64>numbers![index]);
      tokens[index] = known >= 0 ? known : index;
      if (known < 0) lexicon.add(<u64>numbers![index], index);
    }
    pool.numbers = lexicon;
  }
  if (!readLengths(node, pool)) return null;
  const count = plant(node, pool, tokens);
  if (count < 0) return null;
  return readPlaces(node, pool, count) ? pool : null;
}

function malformed(node: Node, reason: string): NgramPool | null {
  node.refuse(RefusalCode.MALFORMED, reason);
  return null;
}

function readLengths(node: Node, pool: NgramPool): bool {
  const shortest = node.int('min_gram_length', 0);
  const longest = node.int('max_gram_length', 0);
  const skips = node.int('max_skip_count', -1);
  const counts = node.ints('ngram_counts');
  const sizes = counts === null ? 0 : counts.length;
  const isSound = shortest >= 1 && longest >= shortest && longest <= <i64>sizes && skips >= 0;
  if (!isSound || skips > <i64>(i32.MAX_VALUE - 1)) {
    malformed(
      node,
      'min_gram_length, max_gram_length, max_skip_count and ngram_counts do not fit each other',
    );
    return false;
  }
  pool.shortest = <i32>shortest;
  pool.longest = <i32>longest;
  pool.skipsMax = <i32>skips;
  return true;
}

/** Adds the n-grams of the lengths that are counted; gives the number of all, or -1: refused. */
function plant(node: Node, pool: NgramPool, tokens: StaticArray<i32>): i32 {
  const counts = node.ints('ngram_counts')!;
  let ngram = 0;
  for (let size = 1; size <= counts.length; size++) {
    const start = counts[size - 1];
    const end = size < counts.length ? counts[size] : <i64>tokens.length;
    if (start < 0 || end < start || end > <i64>tokens.length || (end - start) % <i64>size != 0) {
      malformed(node, 'ngram_counts does not divide the pool into whole n-grams');
      return -1;
    }
    for (let at = <i32>start; at < <i32>end; at += size, ngram++) {
      if (size < pool.shortest || size > pool.longest) continue;
      let place = 0;
      for (let index = 0; index < size; index++) place = pool.extend(place, tokens[at + index]);
      if (pool.end(place, ngram)) continue;
      malformed(node, 'the n-gram ' + ngram.toString() + ' stands in the pool twice');
      return -1;
    }
  }
  return ngram;
}

function readPlaces(node: Node, pool: NgramPool, count: i32): bool {
  const indexes = node.ints('ngram_indexes');
  const length = indexes === null ? 0 : indexes.length;
  if (length < count || length == 0) {
    malformed(node, 'ngram_indexes: expected ' + count.toString() + ' entries, got ' + length.toString());
    return false;
  }
  pool.places = new StaticArray<i32>(length);
  for (let ngram = 0; ngram < length; ngram++) {
    const column = indexes![ngram];
    if (column < 0 || column >= COLUMNS_MAX) {
      malformed(node, 'ngram_indexes holds ' + column.toString());
      return false;
    }
    pool.places[ngram] = <i32>column;
    pool.columns = max(pool.columns, <i32>column + 1);
  }
  return true;
}
