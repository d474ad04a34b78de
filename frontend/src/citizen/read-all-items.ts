import {
  type ItemPage,
  type Items,
  listItems,
  type Principal,
  type ProvenItem,
  type Vault,
} from '@indus/client';
import { readPages } from '../network/read-pages.ts';

/** Everything of one kind, in the pages by which it was proven. */
export interface AllItems<T> {
  readonly pages: readonly ItemPage<T>[];
  /** How many there are; more than the pages hold only beyond the bound. */
  readonly count: bigint;
  /** Time of the oldest certificate among them. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** An item with the page that proves it, as a receipt needs both. */
export interface FoundItem<T> {
  readonly item: ProvenItem<T>;
  readonly page: ItemPage<T>;
}

/** Pages of fifty that are read at most; a person with more items than that finds the older ones in her export. */
const PAGES_MAX = 20;

/**
 * Everything of one kind that is held on a person, newest first.
 * Bounds: 1,000 items. Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readAllItems<Kind extends keyof Items>(
  vault: Vault,
  subject: Principal,
  kind: Kind,
): Promise<AllItems<Items[Kind]>> {
  const pages = await readPages(
    (after) => listItems(vault, { subject, kind, ...(after && { after }) }),
    PAGES_MAX,
  );
  const times = pages.map(({ time_ns }) => time_ns);
  const time_ns = times.reduce((oldest, time) => (time < oldest ? time : oldest));
  return { pages, count: pages[0].count, time_ns };
}

/** The items themselves, newest first. */
export function itemsOf<T>({ pages }: AllItems<T>): T[] {
  return pages.flatMap(({ items }) => items.map(({ value }) => value));
}

/** The item with an id, as an address has it, among those that were read. */
export function findItem<T extends { readonly id: bigint }>(
  { pages }: AllItems<T>,
  id: string | undefined,
): FoundItem<T> | undefined {
  for (const page of pages) {
    const item = page.items.find(({ value }) => value.id.toString() === id);
    if (item) return { item, page };
  }
  return undefined;
}
