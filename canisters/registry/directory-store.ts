import { Principal } from '@dfinity/principal';
import { assert } from '@indus/kit/assert';
import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import { concatBytes, equalBytes } from '@indus/kit/bytes';
import { Counter } from '@indus/kit/counter';
import {
  algorithmCodec,
  canisterCodec,
  organisationCodec,
  purposeCodec,
  recordClassCodec,
} from '@indus/kit/directory-codec';
import type { EntryCodec } from '@indus/kit/directory-codec';
import { ROLES } from '@indus/kit/directory-feed';
import type {
  DirectoryChange,
  DirectoryEntry,
  DirectoryMember,
  DirectoryPage,
  Parameter,
  Role,
} from '@indus/kit/directory-feed';
import { principalKey, readU64, u64Key } from '@indus/kit/key';
import { OrderedIndex } from '@indus/kit/ordered-index';
import { prefixedTable } from '@indus/kit/prefixed-table';
import type { Table } from '@indus/kit/table';
import { caseOf } from '@indus/kit/variant';

const SEQUENCE_SIZE_BYTES = 8;
const HEAD = Uint8Array.of(0);
const ANNOUNCED = Uint8Array.of(1);
const utf8 = new TextEncoder();

type Kind = DirectoryEntry extends infer Entry ? (Entry extends unknown ? keyof Entry : never) : never;

/** Kinds of entries in the order of their numbers in keys and rows: append only. */
const KINDS: readonly Kind[] = [
  'organisation',
  'member',
  'purpose',
  'record_class',
  'parameter',
  'canister',
  'algorithm',
];

const memberCodec: EntryCodec<DirectoryMember> = {
  encode: ({ organisation, member, roles }) => {
    const mask = roles.reduce((bits, role) => bits | (1 << ROLES.indexOf(caseOf(role))), 0);
    return new ByteWriter().u64(organisation).bytes(member.toUint8Array()).u32(mask).finish();
  },
  decode: (bytes) => {
    const reader = new ByteReader(bytes);
    const organisation = reader.u64();
    const member = Principal.fromUint8Array(reader.bytes());
    const mask = reader.u32();
    const roles = ROLES.filter((_, at) => (mask & (1 << at)) !== 0);
    return { organisation, member, roles: roles.map((name) => ({ [name]: null }) as unknown as Role) };
  },
};

const parameterCodec: EntryCodec<Parameter> = {
  encode: ({ name, value }) => new ByteWriter().text(name).u64(value).finish(),
  decode: (bytes) => {
    const reader = new ByteReader(bytes);
    return { name: reader.text(), value: reader.u64() };
  },
};

const CODECS: Readonly<Record<Kind, object>> = {
  organisation: organisationCodec,
  member: memberCodec,
  purpose: purposeCodec,
  record_class: recordClassCodec,
  parameter: parameterCodec,
  canister: canisterCodec,
  algorithm: algorithmCodec,
};

/**
 * What other canisters must know of the registry, as a feed of changes: only the newest of each thing is kept, and its
 * sequence grows with each change.
 */
export class DirectoryStore {
  readonly #sequences: Table;
  readonly #rows: Table;
  readonly #order: OrderedIndex;
  readonly #heads: Table;
  readonly #counter: Counter;

  /** Lives in a part of a table of its own. */
  constructor(table: Table) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    this.#sequences = part(0);
    this.#rows = part(1);
    this.#order = new OrderedIndex(part(2), SEQUENCE_SIZE_BYTES);
    this.#heads = part(3);
    this.#counter = new Counter(this.#heads, HEAD);
  }

  /** The highest sequence that exists. */
  get head(): bigint {
    return this.#counter.value;
  }

  /** The head that subscribers have been told. */
  get announced(): bigint {
    const bytes = this.#heads.get(ANNOUNCED);
    return bytes === undefined ? 0n : readU64(bytes, 0);
  }

  putAnnounced(head: bigint): void {
    this.#heads.set(ANNOUNCED, u64Key(head));
  }

  /** Puts an entry in the place of what was there; no effect when nothing has changed. */
  put(entry: DirectoryEntry): void {
    const key = keyOf(entry);
    const row = encodeRow(entry);
    const before = this.#sequences.get(key);
    if (before !== undefined) {
      if (equalBytes(this.#row(before), row)) return;
      this.#rows.delete(before);
      this.#order.remove(before);
    }
    const sequence = u64Key(this.#counter.next());
    this.#sequences.set(key, sequence);
    this.#rows.set(sequence, row);
    this.#order.add(sequence);
  }

  /** Changes above a sequence, ascending. */
  read(after: bigint, limit: number): DirectoryPage {
    const { head } = this;
    if (after >= head) return { changes: [], head };
    const sequences = this.#order.range({ from: u64Key(after + 1n), limit });
    const changes = sequences.map((sequence): DirectoryChange => {
      return { sequence: readU64(sequence, 0), entry: decodeRow(this.#row(sequence)) };
    });
    return { changes, head };
  }

  #row(sequence: Uint8Array): Uint8Array {
    const bytes = this.#rows.get(sequence);
    assert(bytes !== undefined, 'every sequence of the directory has its row');
    return bytes;
  }
}

function encodeRow(entry: DirectoryEntry): Uint8Array {
  const kind = caseOf(entry);
  return concatBytes(Uint8Array.of(KINDS.indexOf(kind)), codecOf(kind).encode(Object.values(entry)[0]));
}

function decodeRow(row: Uint8Array): DirectoryEntry {
  const kind = KINDS[row[0] as number] as Kind;
  return { [kind]: codecOf(kind).decode(row.slice(1)) } as unknown as DirectoryEntry;
}

function codecOf(kind: Kind): EntryCodec<unknown> {
  return CODECS[kind] as EntryCodec<unknown>;
}

function keyOf(entry: DirectoryEntry): Uint8Array {
  return concatBytes(Uint8Array.of(KINDS.indexOf(caseOf(entry))), nameOf(entry));
}

function nameOf(entry: DirectoryEntry): Uint8Array {
  if ('organisation' in entry) return u64Key(entry.organisation.id);
  if ('member' in entry) {
    const { organisation, member } = entry.member;
    return concatBytes(u64Key(organisation), principalKey(member.toUint8Array()));
  }
  if ('purpose' in entry) return utf8.encode(entry.purpose.code);
  if ('record_class' in entry) return utf8.encode(entry.record_class.code);
  if ('parameter' in entry) return utf8.encode(entry.parameter.name);
  if ('canister' in entry) return principalKey(entry.canister.canister.toUint8Array());
  return u64Key(entry.algorithm.id);
}
