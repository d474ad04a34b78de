import { PostingIndex, nextPostingBlock } from '@indus/kit/posting-index';
import { u32Key } from '@indus/kit/key';
import { prefixedTable } from '@indus/kit/prefixed-table';
import type { Table } from '@indus/kit/table';
import { searchForm } from '@indus/kit/text';
import { indexGrams, matchesQuery, queryGrams } from '@indus/kit/text-grams';
import { SCAN_BLOCKS_MAX, SCAN_GRAMS_MAX, SCAN_RECORDS_MAX } from '../limits.ts';

const BETWEEN = '\n';
const FACET = '#';
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** What a record is found by. */
export interface SearchEntry {
  readonly texts: readonly string[];
  /** Exact properties, without spaces: `organisation:7`. */
  readonly facets: readonly string[];
}

/** What to look for: part of a text in search form, empty for any, and all of the facets. */
export interface SearchQuery {
  readonly text: string;
  readonly facets: readonly string[];
}

/** The ids found, and the id from which to go on, if there may be more. */
export interface SearchMatches {
  readonly ids: number[];
  readonly next: number | undefined;
}

/** Finds records by part of their texts and by facets, in the order of their ids. */
export class SearchIndex {
  readonly #rows: Table;
  readonly #postings: PostingIndex;

  /** Lives in a part of a table of its own. */
  constructor(table: Table) {
    this.#rows = prefixedTable(table, Uint8Array.of(0));
    this.#postings = new PostingIndex(prefixedTable(table, Uint8Array.of(1)));
  }

  /** Takes in a record as it is now, in the place of what was under its id. */
  put(id: number, { texts, facets }: SearchEntry): void {
    const lines = [facets.join(' '), ...texts.map(searchForm)];
    const before = this.#lines(id);
    const old = before === undefined ? new Set<string>() : termsOf(before);
    const now = termsOf(lines);
    for (const term of old) if (!now.has(term)) this.#postings.remove(utf8.encode(term), id);
    for (const term of now) if (!old.has(term)) this.#postings.add(utf8.encode(term), id);
    this.#rows.set(u32Key(id), utf8.encode(lines.join(BETWEEN)));
  }

  /**
   * Ids from `from` to `last` that match, up to `limit`.
   * Bounds: looks at SCAN_RECORDS_MAX rows and SCAN_BLOCKS_MAX blocks of the index, then answers what it has.
   */
  find(query: SearchQuery, from: number, last: number, limit: number): SearchMatches {
    const grams = query.text === '' ? [] : queryGrams(query.text).slice(0, SCAN_GRAMS_MAX);
    const terms = [...query.facets.map((facet) => FACET + facet), ...grams].map((term) => utf8.encode(term));
    const ids: number[] = [];
    let rows = 0;
    let start = from;
    for (let block = 0; block < SCAN_BLOCKS_MAX && start <= last; block += 1) {
      const end = Math.min(nextPostingBlock(start) - 1, last);
      for (const id of this.#candidates(terms, start, end)) {
        if (ids.length === limit || rows === SCAN_RECORDS_MAX) return { ids, next: id };
        rows += 1;
        if (this.#matches(id, query)) ids.push(id);
      }
      start = end + 1;
    }
    return { ids, next: start <= last ? start : undefined };
  }

  #candidates(terms: readonly Uint8Array[], start: number, end: number): number[] {
    if (terms.length === 0) return Array.from({ length: end - start + 1 }, (_, at) => start + at);
    let fewest: number[] | undefined;
    for (const term of terms) {
      const found = this.#postings.inBlock(term, start);
      if (fewest === undefined || found.length < fewest.length) fewest = found;
      if (fewest.length === 0) break;
    }
    return fewest ?? [];
  }

  #matches(id: number, query: SearchQuery): boolean {
    const [facets = '', ...forms] = this.#lines(id) ?? [];
    const has = facets.split(' ');
    if (!query.facets.every((facet) => has.includes(facet))) return false;
    return query.text === '' || forms.some((form) => matchesQuery(form, query.text));
  }

  #lines(id: number): string[] | undefined {
    const row = this.#rows.get(u32Key(id));
    return row === undefined ? undefined : fromUtf8.decode(row).split(BETWEEN);
  }
}

function termsOf([facets = '', ...forms]: readonly string[]): Set<string> {
  const exact = facets.split(' ').filter((facet) => facet !== '');
  return new Set([...exact.map((facet) => FACET + facet), ...forms.flatMap(indexGrams)]);
}
