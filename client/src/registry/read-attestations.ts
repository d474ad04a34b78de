import type { Principal } from '@dfinity/principal';
import type { Attestation, Builder, Source } from '../generated/registry.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { readKeyedRecord, pageRequest, type PageOptions, type RecordSection } from './read-keyed-record.ts';
import { principalRecordKey } from './record-keys.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';
import type { Certified } from './verify-records.ts';

const ATTESTATIONS: RecordSection<Attestation> = {
  map: 'attestations',
  type: 'Attestation',
  key: ({ id }) => bigEndian64(id),
};
const BUILDERS: RecordSection<Builder> = {
  map: 'builders',
  type: 'Builder',
  key: ({ builder }) => principalRecordKey(builder),
};

/**
 * One attestation, proven; undefined when it is proven that there is none.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readAttestation(
  registry: Registry,
  attestation: bigint,
): Promise<Certified<Attestation | undefined>> {
  const answer = await ask('read_attestation', () => registry.service.read_attestation({ attestation }));
  return readKeyedRecord(registry, answer, bigEndian64(attestation), ATTESTATIONS);
}

/**
 * One page of attestations, of one source or all, in the order in which they were made; each is proven, that none was left out
 * is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listAttestations(
  registry: Registry,
  filter: PageOptions & { readonly source?: Source } = {},
): Promise<Page<Attestation>> {
  const { source } = filter;
  const answer = await ask('list_attestations', () =>
    registry.service.list_attestations({ source: source ? [source] : [], ...pageRequest(filter) }),
  );
  return verifyPage(registry, answer, {
    ...ATTESTATIONS,
    matches: (attestation) => !source || sameSource(source, attestation.source),
    order: 'ascending',
  });
}

/**
 * One builder, proven; undefined when it is proven that the principal never was one.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readBuilder(
  registry: Registry,
  builder: Principal,
): Promise<Certified<Builder | undefined>> {
  const answer = await ask('read_builder', () => registry.service.read_builder({ builder }));
  return readKeyedRecord(registry, answer, principalRecordKey(builder), BUILDERS);
}

/**
 * One page of builders, removed ones too; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listBuilders(registry: Registry, page: PageOptions = {}): Promise<Page<Builder>> {
  const answer = await ask('list_builders', () => registry.service.list_builders(pageRequest(page)));
  return verifyPage(registry, answer, { ...BUILDERS, matches: () => true, order: 'ascending' });
}

function sameSource(a: Source, b: Source): boolean {
  return a.repository === b.repository && a.commit === b.commit && a.module === b.module;
}
