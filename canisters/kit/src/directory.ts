import type { Principal } from '@dfinity/principal';
import { Principal as PrincipalOf } from '@dfinity/principal';
import { assert } from './assert.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { concatBytes } from './bytes.ts';
import {
  algorithmCodec,
  canisterCodec,
  organisationCodec,
  purposeCodec,
  recordClassCodec,
} from './directory-codec.ts';
import type { EntryCodec } from './directory-codec.ts';
import { ROLES } from './directory-feed.ts';
import type {
  Algorithm,
  DirectoryCanister,
  DirectoryEntry,
  DirectoryMember,
  DirectoryOrganisation,
  DirectoryPage,
  Purpose,
  RecordClass,
  RoleName,
} from './directory-feed.ts';
import { principalKey, u64Key } from './key.ts';
import type { Table } from './table.ts';
import { caseOf } from './variant.ts';

const TAG = {
  head: 0,
  organisation: 1,
  member: 2,
  purpose: 3,
  recordClass: 4,
  parameter: 5,
  canister: 6,
  algorithm: 7,
} as const;

/** The parameters that canisters know, with the conservative value that holds until the board decides another. */
export const PARAMETER_DEFAULTS = {
  seal_days_max: 90n,
  break_glass_review_hours: 24n,
  rights_days: 30n,
  appeal_days: 30n,
  data_protection_organisation: 0n,
  receipt_max_age_minutes: 10n,
  vault_reads_per_minute: 120n,
  vault_writes_per_minute: 120n,
} as const;

/** Names of parameters. */
export type ParameterName = keyof typeof PARAMETER_DEFAULTS;

/** What a principal may do for one organisation. */
export interface Standing {
  readonly organisation: bigint;
  readonly roles: readonly RoleName[];
}

/** How far the mirror has come. Units: nanoseconds. */
export interface DirectoryHead {
  readonly registry: Principal;
  /** The sequence of the newest change that was taken in. */
  readonly after: bigint;
  /** When the mirror was last known to be complete; 0: never. */
  readonly syncedAtNs: bigint;
  readonly isSubscribed: boolean;
}

const utf8 = new TextEncoder();

/** This canister's mirror of the registry's directory, in stable memory. It only stores; `Access` decides. */
export class Directory {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** Names the registry to mirror. Context: install. */
  follow(registry: Principal): void {
    this.putHead({ registry, after: 0n, syncedAtNs: 0n, isSubscribed: false });
  }

  /** How far the mirror has come. Errors: InvariantError before {@link Directory.follow}. */
  get head(): DirectoryHead {
    const bytes = this.#table.get(key(TAG.head));
    assert(bytes !== undefined, 'the directory follows a registry');
    const reader = new ByteReader(bytes);
    return {
      registry: PrincipalOf.fromUint8Array(reader.bytes()),
      after: reader.u64(),
      syncedAtNs: reader.u64(),
      isSubscribed: reader.u8() === 1,
    };
  }

  putHead({ registry, after, syncedAtNs, isSubscribed }: DirectoryHead): void {
    const writer = new ByteWriter().bytes(registry.toUint8Array()).u64(after).u64(syncedAtNs);
    this.#table.set(key(TAG.head), writer.u8(isSubscribed ? 1 : 0).finish());
  }

  /**
   * Takes a page of changes in.
   * Errors: InvariantError when they are not ascending and above what was taken in; nothing is written then.
   */
  apply(page: DirectoryPage): void {
    const { head } = this;
    let last = head.after;
    for (const { sequence } of page.changes) {
      assert(sequence > last && sequence <= page.head, 'changes of the directory ascend to its head');
      last = sequence;
    }
    for (const { entry } of page.changes) this.#put(entry);
    this.putHead({ ...head, after: last });
  }

  /** Where a principal has roles, as they stand: in suspended organisations too. */
  membershipsOf(principal: Principal): Standing[] {
    const bytes = this.#table.get(memberKey(principal));
    if (bytes === undefined) return [];
    const reader = new ByteReader(bytes);
    return Array.from({ length: reader.u32() }, () => {
      const organisation = reader.u64();
      const mask = reader.u32();
      return { organisation, roles: ROLES.filter((_, at) => (mask & (1 << at)) !== 0) };
    });
  }

  organisation(id: bigint): DirectoryOrganisation | undefined {
    return this.#get(organisationCodec, key(TAG.organisation, u64Key(id)));
  }

  /** A law code of a purpose, retired ones too. */
  purpose(code: string): Purpose | undefined {
    return this.#get(purposeCodec, key(TAG.purpose, utf8.encode(code)));
  }

  /** A class of records, retired ones too. */
  recordClass(code: string): RecordClass | undefined {
    return this.#get(recordClassCodec, key(TAG.recordClass, utf8.encode(code)));
  }

  /** A parameter as the board has decided it, or its default. */
  parameter(name: ParameterName): bigint {
    const bytes = this.#table.get(key(TAG.parameter, utf8.encode(name)));
    return bytes === undefined ? PARAMETER_DEFAULTS[name] : new ByteReader(bytes).u64();
  }

  canister(id: Principal): DirectoryCanister | undefined {
    return this.#get(canisterCodec, key(TAG.canister, principalKey(id.toUint8Array())));
  }

  algorithm(id: bigint): Algorithm | undefined {
    return this.#get(algorithmCodec, key(TAG.algorithm, u64Key(id)));
  }

  #get<Entry>(codec: EntryCodec<Entry>, at: Uint8Array): Entry | undefined {
    const bytes = this.#table.get(at);
    return bytes === undefined ? undefined : codec.decode(bytes);
  }

  #put(entry: DirectoryEntry): void {
    if ('organisation' in entry) {
      const { organisation } = entry;
      this.#table.set(key(TAG.organisation, u64Key(organisation.id)), organisationCodec.encode(organisation));
    } else if ('member' in entry) this.#putMember(entry.member);
    else if ('purpose' in entry) {
      this.#table.set(key(TAG.purpose, utf8.encode(entry.purpose.code)), purposeCodec.encode(entry.purpose));
    } else if ('record_class' in entry) {
      const { record_class: recordClass } = entry;
      this.#table.set(
        key(TAG.recordClass, utf8.encode(recordClass.code)),
        recordClassCodec.encode(recordClass),
      );
    } else if ('parameter' in entry) {
      const { name, value } = entry.parameter;
      this.#table.set(key(TAG.parameter, utf8.encode(name)), u64Key(value));
    } else if ('canister' in entry) {
      const id = entry.canister.canister.toUint8Array();
      this.#table.set(key(TAG.canister, principalKey(id)), canisterCodec.encode(entry.canister));
    } else {
      const { algorithm } = entry;
      this.#table.set(key(TAG.algorithm, u64Key(algorithm.id)), algorithmCodec.encode(algorithm));
    }
  }

  #putMember({ organisation, member, roles }: DirectoryMember): void {
    const others = this.membershipsOf(member).filter((standing) => standing.organisation !== organisation);
    const names = roles.map((role) => caseOf(role as object) as RoleName);
    const all = roles.length === 0 ? others : [...others, { organisation, roles: names }];
    if (all.length === 0) {
      this.#table.delete(memberKey(member));
      return;
    }
    const writer = new ByteWriter().u32(all.length);
    for (const standing of all) {
      const mask = standing.roles.reduce((bits, role) => bits | (1 << ROLES.indexOf(role)), 0);
      writer.u64(standing.organisation).u32(mask);
    }
    this.#table.set(memberKey(member), writer.finish());
  }
}

function key(tag: number, rest: Uint8Array = new Uint8Array(0)): Uint8Array {
  return concatBytes(Uint8Array.of(tag), rest);
}

function memberKey(principal: Principal): Uint8Array {
  return key(TAG.member, principalKey(principal.toUint8Array()));
}
