import type { ParameterRecord, PurposeRecord, RecordClassRecord } from '../generated/registry.ts';
import { readKeyedRecord, pageRequest, type PageOptions, type RecordSection } from './read-keyed-record.ts';
import { codeRecordKey } from './record-keys.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';
import type { Certified } from './verify-records.ts';

const PURPOSES: RecordSection<PurposeRecord> = {
  map: 'purposes',
  type: 'PurposeRecord',
  key: ({ purpose }) => codeRecordKey(purpose.code),
};
const RECORD_CLASSES: RecordSection<RecordClassRecord> = {
  map: 'record_classes',
  type: 'RecordClassRecord',
  key: ({ record_class: recordClass }) => codeRecordKey(recordClass.code),
};
const PARAMETERS: RecordSection<ParameterRecord> = {
  map: 'parameters',
  type: 'ParameterRecord',
  key: ({ parameter }) => codeRecordKey(parameter.name),
};

/**
 * One purpose, proven; undefined when it is proven that there is none.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readPurpose(
  registry: Registry,
  code: string,
): Promise<Certified<PurposeRecord | undefined>> {
  const answer = await ask('read_purpose', () => registry.service.read_purpose({ code }));
  return readKeyedRecord(registry, answer, codeRecordKey(code), PURPOSES);
}

/**
 * One page of purposes in the order of their codes; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listPurposes(registry: Registry, page: PageOptions = {}): Promise<Page<PurposeRecord>> {
  const answer = await ask('list_purposes', () => registry.service.list_purposes(pageRequest(page)));
  return verifyPage(registry, answer, { ...PURPOSES, matches: () => true, order: 'ascending' });
}

/**
 * One record class, proven; undefined when it is proven that there is none.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readRecordClass(
  registry: Registry,
  code: string,
): Promise<Certified<RecordClassRecord | undefined>> {
  const answer = await ask('read_record_class', () => registry.service.read_record_class({ code }));
  return readKeyedRecord(registry, answer, codeRecordKey(code), RECORD_CLASSES);
}

/**
 * One page of record classes in the order of their codes; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listRecordClasses(
  registry: Registry,
  page: PageOptions = {},
): Promise<Page<RecordClassRecord>> {
  const answer = await ask('list_record_classes', () =>
    registry.service.list_record_classes(pageRequest(page)),
  );
  return verifyPage(registry, answer, { ...RECORD_CLASSES, matches: () => true, order: 'ascending' });
}

/**
 * One parameter, proven; undefined when it is proven that there is none of this name.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readParameter(
  registry: Registry,
  name: string,
): Promise<Certified<ParameterRecord | undefined>> {
  const answer = await ask('read_parameter', () => registry.service.read_parameter({ code: name }));
  return readKeyedRecord(registry, answer, codeRecordKey(name), PARAMETERS);
}

/**
 * One page of parameters in the order of their names; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listParameters(
  registry: Registry,
  page: PageOptions = {},
): Promise<Page<ParameterRecord>> {
  const answer = await ask('list_parameters', () => registry.service.list_parameters(pageRequest(page)));
  return verifyPage(registry, answer, { ...PARAMETERS, matches: () => true, order: 'ascending' });
}
