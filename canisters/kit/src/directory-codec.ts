import { Principal } from '@dfinity/principal';
import { assert } from './assert.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { ALGORITHM_STATES, CANISTER_STATES, LEGAL_BASES } from './directory-feed.ts';
import { ORGANISATION_KINDS, ORGANISATION_STATUSES } from './directory-feed.ts';
import type {
  Algorithm,
  DirectoryCanister,
  DirectoryOrganisation,
  Names,
  Purpose,
  RecordClass,
} from './directory-feed.ts';
import { caseOf } from './variant.ts';
import type { Plain } from './variant.ts';

/*
 * The stored forms of the directory's entries, each behind the number of its layout.
 */
const LAYOUT = 1;

/** How one kind of entry is stored. */
export interface EntryCodec<Entry> {
  encode(entry: Entry): Uint8Array;
  decode(bytes: Uint8Array): Entry;
}

export const organisationCodec: EntryCodec<DirectoryOrganisation> = {
  encode: ({ id, kind, status, names }) =>
    writeNames(
      start().u64(id).u8(place(ORGANISATION_KINDS, kind)).u8(place(ORGANISATION_STATUSES, status)),
      names,
    ).finish(),
  decode: (bytes) => {
    const reader = read(bytes);
    return {
      id: reader.u64(),
      kind: at(ORGANISATION_KINDS, reader.u8()),
      status: at(ORGANISATION_STATUSES, reader.u8()),
      names: readNames(reader),
    };
  },
};

export const purposeCodec: EntryCodec<Purpose> = {
  encode: ({ code, names, bases, statute, retired }) => {
    const writer = start()
      .text(code)
      .u8(retired ? 1 : 0)
      .u8(bases.length);
    for (const basis of bases) writer.u8(place(LEGAL_BASES, basis));
    writer.optional(statute[0], (text) => writer.text(text));
    return writeNames(writer, names).finish();
  },
  decode: (bytes) => {
    const reader = read(bytes);
    return {
      code: reader.text(),
      retired: reader.u8() === 1,
      bases: Array.from({ length: reader.u8() }, () => at(LEGAL_BASES, reader.u8())),
      statute: opt(reader, () => reader.text()),
      names: readNames(reader),
    };
  },
};

export const recordClassCodec: EntryCodec<RecordClass> = {
  encode: ({ code, names, sealed, issuers, retired }) => {
    const writer = start()
      .text(code)
      .u8(retired ? 1 : 0)
      .u8(sealed ? 1 : 0)
      .u32(issuers.length);
    for (const issuer of issuers) writer.u64(issuer);
    return writeNames(writer, names).finish();
  },
  decode: (bytes) => {
    const reader = read(bytes);
    return {
      code: reader.text(),
      retired: reader.u8() === 1,
      sealed: reader.u8() === 1,
      issuers: Array.from({ length: reader.u32() }, () => reader.u64()),
      names: readNames(reader),
    };
  },
};

export const canisterCodec: EntryCodec<DirectoryCanister> = {
  encode: ({ canister, organisation, module_hash: [hash], state }) => {
    const writer = start().bytes(canister.toUint8Array()).u64(organisation).u8(place(CANISTER_STATES, state));
    return writer.optional(hash, (bytes) => writer.bytes(bytes)).finish();
  },
  decode: (bytes) => {
    const reader = read(bytes);
    return {
      canister: Principal.fromUint8Array(reader.bytes()),
      organisation: reader.u64(),
      state: at(CANISTER_STATES, reader.u8()),
      module_hash: opt(reader, () => reader.bytes()),
    };
  },
};

export const algorithmCodec: EntryCodec<Algorithm> = {
  encode: ({ id, version, organisation, state, model_sha256: [hash] }) => {
    const writer = start().u64(id).u32(version).u64(organisation).u8(place(ALGORITHM_STATES, state));
    return writer.optional(hash, (bytes) => writer.bytes(bytes)).finish();
  },
  decode: (bytes) => {
    const reader = read(bytes);
    return {
      id: reader.u64(),
      version: reader.u32(),
      organisation: reader.u64(),
      state: at(ALGORITHM_STATES, reader.u8()),
      model_sha256: opt(reader, () => reader.bytes()),
    };
  },
};

function start(): ByteWriter {
  return new ByteWriter().u8(LAYOUT);
}

function read(bytes: Uint8Array): ByteReader {
  assert(bytes[0] === LAYOUT, `an entry of the directory is in layout ${LAYOUT}`);
  return new ByteReader(bytes, 1);
}

function place<Name extends string>(names: readonly Name[], value: Plain<Name>): number {
  return names.indexOf(caseOf(value as object) as Name);
}

function at<Name extends string>(names: readonly Name[], position: number): Plain<Name> {
  return { [names[position] as Name]: null } as unknown as Plain<Name>;
}

function opt<Value>(reader: ByteReader, readValue: () => Value): [] | [Value] {
  const value = reader.optional(readValue);
  return value === undefined ? [] : [value];
}

function writeNames(writer: ByteWriter, { en, ur, ps, pnb, sd }: Names): ByteWriter {
  writer.text(en).text(ur);
  for (const [name] of [ps, pnb, sd]) writer.optional(name, (text) => writer.text(text));
  return writer;
}

function readNames(reader: ByteReader): Names {
  const name = (): [] | [string] => opt(reader, () => reader.text());
  return { en: reader.text(), ur: reader.text(), ps: name(), pnb: name(), sd: name() };
}
