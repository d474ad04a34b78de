import { concatBytes } from '@indus/kit/bytes';
import { CertifiedMap } from '@indus/kit/certified-map';
import { Counter } from '@indus/kit/counter';
import { readU64, u64Key } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import { Proposal } from './proposal.ts';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';

const VERSION = 1;
const ID_SIZE_BYTES = 8;

/** The tables and keys of {@link ProposalStore}. */
export interface ProposalTables {
  readonly records: Table;
  readonly certified: Table;
  readonly counters: Table;
  readonly counterKey: Uint8Array;
  readonly openKey: Uint8Array;
}

/** The proposals, and which of them are open. */
export class ProposalStore {
  readonly certified: CertifiedMap;
  readonly #tables: ProposalTables;
  readonly #count: Counter;

  constructor(tables: ProposalTables) {
    this.certified = new CertifiedMap(tables.certified);
    this.#tables = tables;
    this.#count = new Counter(tables.counters, tables.counterKey);
  }

  /** Proposals ever made: the last id. */
  get count(): bigint {
    return this.#count.value;
  }

  /** The record as it is certified. */
  bytes(id: bigint): Uint8Array | undefined {
    return getVersioned(this.#tables.records, u64Key(id), VERSION);
  }

  /** The proposal. */
  get(id: bigint): Proposal | undefined {
    const bytes = this.bytes(id);
    return bytes === undefined ? undefined : decodeRecord<Proposal>(Proposal, bytes);
  }

  /** Ids of the proposals on record as open, in the order in which they were made. */
  openIds(): bigint[] {
    const bytes = this.#tables.counters.get(this.#tables.openKey) ?? new Uint8Array(0);
    const ids: bigint[] = [];
    for (let at = 0; at < bytes.length; at += ID_SIZE_BYTES) ids.push(readU64(bytes, at));
    return ids;
  }

  /** Takes in a new proposal under the next id. */
  add(withId: (id: bigint) => Proposal): Proposal {
    const proposal = withId(this.#count.next());
    this.put(proposal);
    return proposal;
  }

  /** Puts a proposal in the place of what was there, and keeps the list of open ones. */
  put(proposal: Proposal): void {
    const record = encodeRecord(Proposal, proposal);
    putVersioned(this.#tables.records, u64Key(proposal.id), VERSION, record);
    this.certified.set(u64Key(proposal.id), sha256(record));
    const before = this.openIds();
    const others = before.filter((id) => id !== proposal.id);
    const isOpen = 'open' in proposal.status;
    const wasOpen = others.length < before.length;
    if (isOpen === wasOpen) return;
    const after = isOpen ? [...others, proposal.id] : others;
    this.#tables.counters.set(this.#tables.openKey, concatBytes(...after.map(u64Key)));
  }
}
