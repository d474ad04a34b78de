import type { ProductionInterval, StageInterval } from '../generated/registry.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { pageRequest, type PageOptions } from './read-keyed-record.ts';
import { productionRecordKey, stageRecordKey } from './record-keys.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';
import {
  blob,
  type Certified,
  decodeRecord,
  expectSame,
  verifyAnswer,
  verifyRecord,
} from './verify-records.ts';

/**
 * Which version of a model was in production at a time, proven: the interval that the time lies in. Undefined when it is
 * proven that the model was not on record yet. An interval without an end lasted at the time of the certificate, and only
 * until then is anything proven.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function productionAt(
  registry: Registry,
  model: bigint,
  at_ns: bigint,
): Promise<Certified<ProductionInterval | undefined>> {
  const answer = await ask('production_at', () => registry.service.production_at({ model, at_ns }));
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  const record = given && blob(given);
  const interval = record && decodeRecord<ProductionInterval>('ProductionInterval', record);
  verifyRecord(state, ['production', productionRecordKey(model, interval?.sequence ?? 0)], record);
  if (!interval) return { value: undefined, time_ns: state.time_ns };
  expectSame('model', model, interval.model);
  if (interval.sequence === 0 && at_ns < interval.from_ns)
    return { value: undefined, time_ns: state.time_ns };
  const end = interval.to_ns[0] ?? state.time_ns + 1n;
  if (at_ns < interval.from_ns || at_ns >= end)
    throw new ProofInvalid('record', 'expected the interval that the time lies in, proven until then');
  return { value: interval, time_ns: state.time_ns };
}

/**
 * One page of the stages of a version of a model, each proven.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listStages(
  registry: Registry,
  model: bigint,
  version: number,
  options: PageOptions = {},
): Promise<Page<StageInterval>> {
  const request = { model, version, ...pageRequest(options) };
  const page = await ask('list_stages', () => registry.service.list_stages(request));
  return verifyPage<StageInterval>(registry, page, {
    type: 'StageInterval',
    map: 'stages',
    key: (value) => stageRecordKey(value.model, value.version, value.sequence),
    matches: (value) => value.model === model && value.version === version,
    order: 'ascending',
  });
}
