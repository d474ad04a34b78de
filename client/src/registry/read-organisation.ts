import type { Organisation } from '../generated/registry.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { ask, type Registry } from './registry.ts';
import {
  blob,
  type Certified,
  decodeRecord,
  expectSame,
  verifyAnswer,
  verifyRecord,
} from './verify-records.ts';

/**
 * One organisation, proven; undefined when it is proven that there is none with this id.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readOrganisation(
  registry: Registry,
  organisation: bigint,
): Promise<Certified<Organisation | undefined>> {
  const answer = await ask('read_organisation', () => registry.service.read_organisation({ organisation }));
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  const record = given && blob(given);
  verifyRecord(state, ['organisations', bigEndian64(organisation)], record);
  if (!record) return { value: undefined, time_ns: state.time_ns };
  const value = decodeRecord<Organisation>('Organisation', record);
  expectSame('organisation', organisation, value.id);
  return { value, time_ns: state.time_ns };
}
