import type {
  Algorithm,
  CertifiedRecord,
  Dataset,
  Dependency,
  Model,
  Outcomes,
  Register,
  RiskClass,
  Sovereignty,
} from '../generated/registry.ts';
import type { recordTypes } from '../generated/registry-records.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { readKeyedRecord } from './read-keyed-record.ts';
import { versionedKey } from './record-keys.ts';
import { ask, type Registry } from './registry.ts';
import { verifyModel } from './verify-model.ts';
import { type Page, verifyPage } from './verify-page.ts';
import {
  blob,
  type Certified,
  decodeRecord,
  expectSame,
  verifyAnswer,
  verifyRecord,
} from './verify-records.ts';

/** What the records of the registers are. */
interface RegisterRecords {
  readonly models: Model;
  readonly algorithms: Algorithm;
  readonly datasets: Dataset;
  readonly dependencies: Dependency;
}

/** A register by name. */
export type RegisterName = keyof RegisterRecords;

/** What to look for in a register; everything when nothing is given. */
export interface RegisterSearch {
  readonly text?: string;
  readonly organisation?: bigint;
  /** Of a model its stage, of an algorithm its state. */
  readonly status?: string;
  readonly riskClass?: RiskClass;
  /** The `next` of the page before. */
  readonly cursor?: Uint8Array;
  /** Bounds: 1 to 4, REGISTER_PAGE unless told. */
  readonly limit?: number;
}

/** Records of a page of a register unless told otherwise. */
export const REGISTER_PAGE = 4;

const TYPES = {
  models: 'Model',
  algorithms: 'Algorithm',
  datasets: 'Dataset',
  dependencies: 'Dependency',
} as const satisfies Record<RegisterName, keyof typeof recordTypes>;

/**
 * A version of a record, proven; the newest, proven to be that, unless a version is named; undefined when it is proven that
 * there is none. Of a model manifest, card and signature are verified too.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readRegister<Name extends RegisterName>(
  registry: Registry,
  register: Name,
  id: bigint,
  version?: number,
): Promise<Certified<RegisterRecords[Name] | undefined>> {
  const request = { register: named(register), id, version: optional(version) };
  const answer = await ask('read_register', () => registry.service.read_register(request));
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  const record = given && blob(given);
  const value = record && decodeRecord<RegisterRecords[Name]>(TYPES[register], record);
  verifyRecord(state, [register, versionedKey(id, version ?? value?.version ?? 1)], record);
  if (!value) return { value: undefined, time_ns: state.time_ns };
  expectSame('record', id, value.id);
  expectSame('version', BigInt(version ?? value.version), BigInt(value.version));
  if (version === undefined) verifyRecord(state, [register, versionedKey(id, value.version + 1)], undefined);
  if (register === 'models') verifyModel(value as Model);
  return { value, time_ns: state.time_ns };
}

/**
 * One page of the newest versions of records in the order of their ids; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function searchRegister<Name extends RegisterName>(
  registry: Registry,
  register: Name,
  search: RegisterSearch = {},
): Promise<Page<RegisterRecords[Name]>> {
  const { text, organisation, status, riskClass, cursor, limit = REGISTER_PAGE } = search;
  const request = {
    register: named(register),
    text: optional(text),
    organisation: optional(organisation),
    status: optional(status),
    risk_class: optional(riskClass),
    cursor: optional(cursor),
    limit,
  };
  const page = await ask('search_register', () => registry.service.search_register(request));
  const verified = await verifyPage<RegisterRecords[Name]>(registry, page, {
    type: TYPES[register],
    map: register,
    key: (value) => versionedKey(value.id, value.version),
    matches: (value) => organisation === undefined || value.organisation === organisation,
    order: 'ascending',
  });
  if (register === 'models') for (const value of verified.values) verifyModel(value as Model);
  return verified;
}

/**
 * What became of the decisions of a version of an algorithm, proven; undefined when it is proven that nothing was reported.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readOutcomes(
  registry: Registry,
  algorithm: bigint,
  version: number,
): Promise<Certified<Outcomes | undefined>> {
  const answer = await ask('read_outcomes', () => registry.service.read_outcomes({ algorithm, version }));
  return readKeyedRecord<Outcomes>(registry, answer, versionedKey(algorithm, version), {
    map: 'outcomes',
    type: 'Outcomes',
    key: (value) => versionedKey(value.algorithm, value.version),
  });
}

/**
 * An organisation's figure of sovereignty, line by line, proven; undefined when it is proven that no dependency was ever on
 * record.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function explainSovereignty(
  registry: Registry,
  organisation: bigint,
): Promise<Certified<Sovereignty | undefined>> {
  const answer: CertifiedRecord = await ask('explain_sovereignty', () =>
    registry.service.explain_sovereignty({ organisation }),
  );
  return readKeyedRecord<Sovereignty>(registry, answer, bigEndian64(organisation), {
    map: 'sovereignty',
    type: 'Sovereignty',
    key: (value) => bigEndian64(value.organisation),
  });
}

function named(register: RegisterName): Register {
  return { [register]: null } as unknown as Register;
}

function optional<T>(value: T | undefined): [] | [T] {
  return value === undefined ? [] : [value];
}
