import type { Principal } from '@dfinity/principal';
import { ByteWriter } from '@indus/kit/byte-writer';
import { concatBytes } from '@indus/kit/bytes';
import { Counter } from '@indus/kit/counter';
import { CANISTER_STATES } from '@indus/kit/directory-feed';
import type { CanisterState } from '@indus/kit/directory-feed';
import { fixedPrincipalKey, u32Key, u64Key } from '@indus/kit/key';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { caseOf } from '@indus/kit/variant';
import { Attestation, Builder } from './attestation.ts';
import { CanisterRecord, CanisterVersion } from './canister-record.ts';
import type { Source } from './canister-record.ts';
import { CertifiedRecords } from './certified-records.ts';
import { Incident } from './incident.ts';

const PRINCIPAL_SIZE_BYTES = 30;
const NUMBER_SIZE_BYTES = 8;
const HASH_SIZE_BYTES = 32;

/** Canisters on record, what was found wrong with them, and who vouches for their modules. */
export class CanisterStore {
  readonly records: CertifiedRecords<CanisterRecord, 'organisation' | 'state' | 'source'>;
  readonly versions: CertifiedRecords<CanisterVersion>;
  readonly incidents: CertifiedRecords<Incident, 'canister' | 'organisation'>;
  readonly attestations: CertifiedRecords<Attestation, 'source'>;
  readonly builders: CertifiedRecords<Builder>;
  readonly #counts: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    this.records = new CertifiedRecords(part(0), {
      type: CanisterRecord,
      keySizeBytes: PRINCIPAL_SIZE_BYTES,
      keyOf: ({ declared }) => canisterKey(declared.canister),
      indexes: {
        organisation: {
          part: 2,
          sizeBytes: NUMBER_SIZE_BYTES + 1,
          keysOf: ({ declared, state }) => [concatBytes(u64Key(declared.organisation), stateKey(state))],
        },
        state: { part: 3, sizeBytes: 1, keysOf: ({ state }) => [stateKey(state)] },
        source: {
          part: 4,
          sizeBytes: HASH_SIZE_BYTES,
          keysOf: ({ declared }) => [sourceKey(declared.source)],
        },
      },
    });
    this.versions = new CertifiedRecords<CanisterVersion>(part(1), {
      type: CanisterVersion,
      keySizeBytes: PRINCIPAL_SIZE_BYTES + 4,
      keyOf: ({ canister, version }) => versionKey(canister, version),
      indexes: {},
    });
    this.incidents = new CertifiedRecords(part(2), {
      type: Incident,
      keySizeBytes: NUMBER_SIZE_BYTES,
      keyOf: ({ id }) => u64Key(id),
      indexes: {
        canister: {
          part: 2,
          sizeBytes: PRINCIPAL_SIZE_BYTES,
          keysOf: ({ canister }) => [canisterKey(canister)],
        },
        organisation: {
          part: 3,
          sizeBytes: NUMBER_SIZE_BYTES,
          keysOf: ({ organisation }) => [u64Key(organisation)],
        },
      },
    });
    this.attestations = new CertifiedRecords(part(3), {
      type: Attestation,
      keySizeBytes: NUMBER_SIZE_BYTES,
      keyOf: ({ id }) => u64Key(id),
      indexes: {
        source: { part: 2, sizeBytes: HASH_SIZE_BYTES, keysOf: ({ source }) => [sourceKey(source)] },
      },
    });
    this.builders = new CertifiedRecords<Builder>(part(4), {
      type: Builder,
      keySizeBytes: PRINCIPAL_SIZE_BYTES,
      keyOf: ({ builder }) => canisterKey(builder),
      indexes: {},
    });
    this.#counts = part(5);
  }

  /** How many canisters an organisation has ever registered. */
  registeredBy(organisation: bigint): Counter {
    return new Counter(this.#counts, u64Key(organisation));
  }
}

/** The key of a canister, and of any principal: its bytes, zeros up to 29 bytes, and their number. */
export function canisterKey(principal: Principal): Uint8Array {
  return fixedPrincipalKey(principal.toUint8Array());
}

/** The key of one version of a canister's record. */
export function versionKey(canister: Principal, version: number): Uint8Array {
  return concatBytes(canisterKey(canister), u32Key(version));
}

/** The place of a state in indexes. */
export function stateKey(state: CanisterState): Uint8Array {
  return Uint8Array.of(CANISTER_STATES.indexOf(caseOf(state)));
}

/** What stands for a source in indexes: a hash of its parts. */
export function sourceKey({ repository, commit, module }: Source): Uint8Array {
  return sha256(new ByteWriter().text(repository).text(commit).text(module).finish());
}
