import type { Principal } from '@dfinity/principal';
import type { CanisterRecord, CanisterState, CanisterVersion } from '../generated/registry.ts';
import { readKeyedRecord, pageRequest, type PageOptions, type RecordSection } from './read-keyed-record.ts';
import { principalRecordKey, versionRecordKey } from './record-keys.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';
import type { Certified } from './verify-records.ts';

/** Which canisters; all when nothing is given. */
export interface CanisterFilter extends PageOptions {
  readonly organisation?: bigint;
  readonly state?: CanisterState;
}

const CANISTERS: RecordSection<CanisterRecord> = {
  map: 'canisters',
  type: 'CanisterRecord',
  key: ({ declared }) => principalRecordKey(declared.canister),
};
const VERSIONS: RecordSection<CanisterVersion> = {
  map: 'canister_versions',
  type: 'CanisterVersion',
  key: ({ canister, version }) => versionRecordKey(canister, version),
};

/**
 * A canister's record, proven; undefined when it is proven that there is none.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readCanisterRecord(
  registry: Registry,
  canister: Principal,
): Promise<Certified<CanisterRecord | undefined>> {
  const answer = await ask('read_canister', () => registry.service.read_canister({ canister }));
  return readKeyedRecord(registry, answer, principalRecordKey(canister), CANISTERS);
}

/**
 * What was declared of a canister in one version, proven; undefined when it is proven that there is no such version.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readCanisterVersion(
  registry: Registry,
  canister: Principal,
  version: number,
): Promise<Certified<CanisterVersion | undefined>> {
  const answer = await ask('read_canister_version', () =>
    registry.service.read_canister_version({ canister, version }),
  );
  return readKeyedRecord(registry, answer, versionRecordKey(canister, version), VERSIONS);
}

/**
 * One page of canisters; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listCanisters(
  registry: Registry,
  filter: CanisterFilter = {},
): Promise<Page<CanisterRecord>> {
  const { organisation, state } = filter;
  const answer = await ask('list_canisters', () =>
    registry.service.list_canisters({
      organisation: organisation === undefined ? [] : [organisation],
      state: state ? [state] : [],
      ...pageRequest(filter),
    }),
  );
  return verifyPage(registry, answer, {
    ...CANISTERS,
    matches: ({ declared, state: found }) =>
      (organisation === undefined || declared.organisation === organisation) &&
      (!state || Object.keys(state)[0] === Object.keys(found)[0]),
    order: 'any',
  });
}
