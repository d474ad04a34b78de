import type { Principal } from '@dfinity/principal';
import { toHex } from '@indus/kit/bytes';
import { fixedPrincipalKey, readU64, u64Key } from '@indus/kit/key';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import { HeldAnchor } from './anchor.ts';
import type { HeldDevice } from './anchor.ts';

const RECORD_VERSION = 1;

/** All anchors, found by their number, by the key of a device, or by the id of a passkey. */
export class AnchorStore {
  readonly #anchors: Table;
  readonly #callers: Table;
  readonly #credentials: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#anchors = prefixedTable(table, Uint8Array.of(0));
    this.#callers = prefixedTable(table, Uint8Array.of(1));
    this.#credentials = prefixedTable(table, Uint8Array.of(2));
  }

  get(number: bigint): HeldAnchor | undefined {
    const bytes = getVersioned(this.#anchors, u64Key(number), RECORD_VERSION);
    return bytes === undefined ? undefined : decodeRecord<HeldAnchor>(HeldAnchor, bytes);
  }

  /** The anchor of the device whose key calls. */
  numberOfCaller(caller: Principal): bigint | undefined {
    const bytes = this.#callers.get(fixedPrincipalKey(caller.toUint8Array()));
    return bytes === undefined ? undefined : readU64(bytes, 0);
  }

  /** The anchor of a passkey. */
  numberOfCredential(id: Uint8Array): bigint | undefined {
    const bytes = this.#credentials.get(sha256(id));
    return bytes === undefined ? undefined : readU64(bytes, 0);
  }

  /** Puts an anchor in the place of what it was before, if it was. */
  put(anchor: HeldAnchor, before: HeldAnchor | undefined): void {
    putVersioned(this.#anchors, u64Key(anchor.number), RECORD_VERSION, encodeRecord(HeldAnchor, anchor));
    const [old, now] = [keysOf(before?.devices ?? []), keysOf(anchor.devices)];
    const value = u64Key(anchor.number);
    for (const [hex, entry] of old) if (!now.has(hex)) this.#tableOf(entry).delete(entry.key);
    for (const [hex, entry] of now) if (!old.has(hex)) this.#tableOf(entry).set(entry.key, value);
  }

  #tableOf({ isCaller }: IndexEntry): Table {
    return isCaller ? this.#callers : this.#credentials;
  }
}

interface IndexEntry {
  readonly isCaller: boolean;
  readonly key: Uint8Array;
}

/** What devices are found by; keys of the two indexes have different sizes. */
function keysOf(devices: readonly HeldDevice[]): Map<string, IndexEntry> {
  const entries = devices.flatMap(({ caller, data }): IndexEntry[] => [
    { isCaller: true, key: fixedPrincipalKey(caller.toUint8Array()) },
    ...data.credential_id.map((id) => ({ isCaller: false, key: sha256(id) })),
  ]);
  return new Map(entries.map((entry) => [toHex(entry.key), entry]));
}
