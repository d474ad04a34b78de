import { PostingIndex, nextPostingBlock } from '@indus/kit/posting-index';
import { concatBytes } from '@indus/kit/bytes';
import { u32Key } from '@indus/kit/key';
import type { Table } from '@indus/kit/table';
import { searchForm } from '@indus/kit/text';
import { indexGrams, matchesQuery, queryGrams } from '@indus/kit/text-grams';
import { SCAN_BLOCKS_MAX, SCAN_GRAMS_MAX, SCAN_RECORDS_MAX } from './limits.ts';
import { ORGANISATION_KINDS, ORGANISATION_STATUSES } from './organisation.ts';
import type { Organisation } from './organisation.ts';
import { caseOf } from '@indus/kit/variant';

const BETWEEN_NAMES = '\n';
const HEADER_SIZE_BYTES = 2;
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** What to look for; `text` is in search form, empty for any name. */
export interface NameQuery {
  readonly text: string;
  readonly kind: (typeof ORGANISATION_KINDS)[number] | undefined;
  readonly status: (typeof ORGANISATION_STATUSES)[number] | undefined;
}

/** The ids found, and the id from which to go on, if there may be more. */
export interface NameMatches {
  readonly ids: number[];
  readonly next: number | undefined;
}

/** Finds organisations by part of a name, kind and status, in the order of their ids. */
export class NameIndex {
  readonly #rows: Table;
  readonly #postings: PostingIndex;

  constructor(rows: Table, postings: Table) {
    this.#rows = rows;
    this.#postings = new PostingIndex(postings);
  }

  /** Takes in an organisation as it is now. */
  put(organisation: Organisation): void {
    const id = Number(organisation.id);
    const { names } = organisation;
    const forms = [names.en, names.ur, ...names.ps, ...names.pnb, ...names.sd].map(searchForm);
    const row = this.#rows.get(u32Key(id));
    const before = row === undefined ? new Set<string>() : gramsOf(formsOf(row));
    const after = gramsOf(forms);
    for (const gram of before) if (!after.has(gram)) this.#postings.remove(utf8.encode(gram), id);
    for (const gram of after) if (!before.has(gram)) this.#postings.add(utf8.encode(gram), id);
    const header = Uint8Array.of(
      ORGANISATION_KINDS.indexOf(caseOf(organisation.kind)),
      ORGANISATION_STATUSES.indexOf(caseOf(organisation.status)),
    );
    this.#rows.set(u32Key(id), concatBytes(header, utf8.encode(forms.join(BETWEEN_NAMES))));
  }

  /**
   * Ids from `from` to `last` that match, up to `limit`.
   * Bounds: looks at SCAN_RECORDS_MAX rows and SCAN_BLOCKS_MAX blocks of the index, then answers what it has.
   */
  find(query: NameQuery, from: number, last: number, limit: number): NameMatches {
    const grams =
      query.text === ''
        ? []
        : queryGrams(query.text)
            .slice(0, SCAN_GRAMS_MAX)
            .map((gram) => utf8.encode(gram));
    const ids: number[] = [];
    let rows = 0;
    let start = from;
    for (let block = 0; block < SCAN_BLOCKS_MAX && start <= last; block += 1) {
      const end = Math.min(nextPostingBlock(start) - 1, last);
      for (const id of this.#candidates(grams, start, end)) {
        if (ids.length === limit || rows === SCAN_RECORDS_MAX) return { ids, next: id };
        rows += 1;
        if (this.#matches(id, query)) ids.push(id);
      }
      start = end + 1;
    }
    return { ids, next: start <= last ? start : undefined };
  }

  #candidates(grams: readonly Uint8Array[], start: number, end: number): Iterable<number> {
    if (grams.length === 0) return upTo(start, end);
    let fewest: number[] | undefined;
    for (const gram of grams) {
      const found = this.#postings.inBlock(gram, start);
      if (fewest === undefined || found.length < fewest.length) fewest = found;
      if (fewest.length === 0) break;
    }
    return fewest ?? [];
  }

  #matches(id: number, query: NameQuery): boolean {
    const row = this.#rows.get(u32Key(id));
    if (row === undefined) return false;
    if (query.kind !== undefined && ORGANISATION_KINDS[row[0] as number] !== query.kind) return false;
    if (query.status !== undefined && ORGANISATION_STATUSES[row[1] as number] !== query.status) return false;
    return query.text === '' || formsOf(row).some((form) => matchesQuery(form, query.text));
  }
}

function formsOf(row: Uint8Array): string[] {
  return fromUtf8.decode(row.subarray(HEADER_SIZE_BYTES)).split(BETWEEN_NAMES);
}

function gramsOf(forms: readonly string[]): Set<string> {
  return new Set(forms.flatMap(indexGrams));
}

function* upTo(start: number, end: number): Generator<number> {
  for (let id = start; id <= end; id += 1) yield id;
}
