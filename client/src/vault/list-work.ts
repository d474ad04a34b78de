import type { Principal } from '@dfinity/principal';
import type { BreakGlassUse, Decision, Ticket } from '../generated/vault.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { blob } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import { ITEM_PAGE, ITEM_TYPES } from './list-items.ts';
import { askShard, type Shard } from './vault.ts';

/** Something that an organisation must answer, by when. Units: nanoseconds since 1970-01-01 UTC. */
export type WorkItem = { readonly subject: Principal; readonly due_at_ns: bigint } & (
  | { readonly kind: 'ticket'; readonly value: Ticket }
  | { readonly kind: 'decision'; readonly value: Decision }
  | { readonly kind: 'break_glass_use'; readonly value: BreakGlassUse }
);

/** A page of an organisation's work at one shard. */
export interface WorkPage {
  readonly items: readonly WorkItem[];
  /** Where the next part begins; absent at the end. */
  readonly next?: Uint8Array;
}

/** Whose, and which page. Bounds: `limit` 1 to 50. */
export interface OrganisationPage {
  readonly organisation: bigint;
  readonly after?: Uint8Array;
  readonly limit?: number;
}

const KINDS: readonly string[] = ['ticket', 'decision', 'break_glass_use'];

/**
 * What an organisation must answer to subjects of a shard, what is due first before the rest. The answer is certified by the
 * subnet as a whole: nothing is left out.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function listWork(shard: Shard, page: OrganisationPage): Promise<WorkPage> {
  const { organisation, after, limit = ITEM_PAGE } = page;
  const answer = await askShard(shard, {
    method: 'list_work',
    at: ({ replicated }) => replicated.list_work({ organisation, cursor: after ? [after] : [], limit }),
  });
  const items = answer.items.map(({ subject, kind: of, item, due_at_ns }) => {
    const [kind = ''] = Object.keys(of);
    if (!KINDS.includes(kind)) throw new ProofInvalid('record', `expected work, got ${kind}`);
    const name = kind as WorkItem['kind'];
    return { subject, due_at_ns, kind: name, value: decodeItem(ITEM_TYPES[name], blob(item)) } as WorkItem;
  });
  const [next] = answer.next;
  return { items, ...(next ? { next: blob(next) } : {}) };
}
