import { Principal } from '@dfinity/principal';
import { ByteReader } from '@indus/kit/byte-reader';
import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { OrderedIndex } from '@indus/kit/ordered-index';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import type { Consent } from './consent.ts';
import type { DelegateGrant } from './delegate-grant.ts';
import { pageUnder } from './page-under.ts';

const PRINCIPAL_SIZE_BYTES_MAX = 29;
const PADDED_SIZE_BYTES = 1 + PRINCIPAL_SIZE_BYTES_MAX;
/** Half of a hash: nobody finds a second party to it. */
const PARTY_SIZE_BYTES = 16;
const KEY_SIZE_BYTES = PARTY_SIZE_BYTES + 8 + PADDED_SIZE_BYTES + 8;
const TIME_MAX = 0xffff_ffff_ffff_ffffn;

/** Who is party to an item of somebody else: the organisation that a consent is for, the delegate whom a grant names. */
export type Party = { readonly organisation: bigint } | { readonly delegate: Principal };

/** An item of a subject to which somebody else is party. Units: nanoseconds. */
export interface Share {
  readonly party: Party;
  readonly madeAtNs: bigint;
  readonly subject: Principal;
  readonly id: bigint;
}

/** The consents that organisations were asked to rely on, and the grants that delegates act by: the newest first. */
export class PartyIndex {
  readonly #index: OrderedIndex;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#index = new OrderedIndex(table, KEY_SIZE_BYTES);
  }

  /** Adds a share; no effect when it is there. */
  add(share: Share): void {
    const key = keyOf(share);
    if (!this.#index.has(key)) this.#index.add(key);
  }

  /** Takes a share out; no effect when it is not there. */
  remove(share: Share): void {
    const key = keyOf(share);
    if (this.#index.has(key)) this.#index.remove(key);
  }

  /** Shares of a party behind the `last` of the page before, or from the beginning. */
  page(
    party: Party,
    limit: number,
    after?: Uint8Array,
  ): { readonly shares: Pick<Share, 'subject' | 'id'>[]; readonly last?: Uint8Array } {
    const of = { prefix: partyKey(party), keySizeBytes: KEY_SIZE_BYTES, limit, after };
    const { keys, ...rest } = pageUnder(this.#index, of);
    return { shares: keys.map(shareOf), ...rest };
  }
}

/** A consent as what its consumer is party to. */
export function consentShare({
  subject,
  id,
  terms,
  history,
}: Pick<Consent, 'subject' | 'id' | 'terms' | 'history'>): Share {
  return { party: { organisation: terms.consumer }, madeAtNs: history[0]?.at_ns ?? 0n, subject, id };
}

/** A grant as what its delegate is party to. */
export function grantShare({
  subject,
  id,
  delegate,
  granted_at_ns: madeAtNs,
}: Pick<DelegateGrant, 'subject' | 'id' | 'delegate' | 'granted_at_ns'>): Share {
  return { party: { delegate }, madeAtNs, subject, id };
}

function keyOf({ party, madeAtNs, subject, id }: Share): Uint8Array {
  return concatBytes(partyKey(party), u64Key(TIME_MAX - madeAtNs), padded(subject), u64Key(id));
}

function partyKey(party: Party): Uint8Array {
  const name =
    'delegate' in party
      ? concatBytes(Uint8Array.of(1), party.delegate.toUint8Array())
      : concatBytes(Uint8Array.of(0), u64Key(party.organisation));
  return sha256(name).slice(0, PARTY_SIZE_BYTES);
}

function padded(principal: Principal): Uint8Array {
  const bytes = principal.toUint8Array();
  const key = new Uint8Array(PADDED_SIZE_BYTES);
  key[0] = bytes.length;
  key.set(bytes, 1);
  return key;
}

function shareOf(key: Uint8Array): Pick<Share, 'subject' | 'id'> {
  const reader = new ByteReader(key.slice(PARTY_SIZE_BYTES + 8));
  const length = reader.u8();
  const subject = Principal.fromUint8Array(reader.raw(PRINCIPAL_SIZE_BYTES_MAX).slice(0, length));
  return { subject, id: reader.u64() };
}
