import type { Organisation } from '../generated/registry.ts';
import { readNumberedRecord } from './read-numbered-record.ts';
import { ask, type Registry } from './registry.ts';
import type { Certified } from './verify-records.ts';

/**
 * One organisation, proven; undefined when it is proven that there is none with this id.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readOrganisation(
  registry: Registry,
  organisation: bigint,
): Promise<Certified<Organisation | undefined>> {
  const answer = await ask('read_organisation', () => registry.service.read_organisation({ organisation }));
  return readNumberedRecord<Organisation>(registry, answer, organisation, {
    map: 'organisations',
    type: 'Organisation',
  });
}
