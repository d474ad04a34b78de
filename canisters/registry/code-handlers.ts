import type { Parameter, Purpose, RecordClass } from '@indus/kit/directory-feed';
import type { ActionHandlers } from './action-handler.ts';
import type { CertifiedRecords } from './certified-records.ts';
import { checkCode, checkPurpose, checkRecordClass } from './check-code.ts';
import type { CodeAction } from './code-actions.ts';
import { codeKey } from './code-store.ts';
import type { PurposeRecord, RecordClassRecord } from './code.ts';
import { CODES_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import { PARAMETERS } from './parameters.ts';
import { refigureAfter } from './registers/put-dependency.ts';
import type { Registry } from './storage.ts';

/** What the board decides about codes and parameters. */
export const codeHandlers: ActionHandlers<CodeAction> = {
  define_purpose: {
    check: (registry, details) => {
      checkPurpose(details);
      checkRoom(registry.codes.purposes, details.code);
    },
    apply: (registry, details, { env }) => putPurpose(registry, { ...details, retired: false }, env.nowNs),
  },
  retire_purpose: {
    check: (registry, code) => {
      if (findPurpose(registry, code).purpose.retired) refuse({ CodeRetired: { code } });
    },
    apply: (registry, code, { env }) => {
      const { purpose } = findPurpose(registry, code);
      return putPurpose(registry, { ...purpose, retired: true }, env.nowNs);
    },
  },
  define_record_class: {
    check: (registry, details) => {
      checkRecordClass(registry, details);
      checkRoom(registry.codes.recordClasses, details.code);
      const before = registry.codes.recordClasses.get(codeKey(details.code))?.record_class;
      if (before !== undefined && before.sealed !== details.sealed)
        refuseInvalid('sealed', 'expected what the class has been from the beginning');
    },
    apply: (registry, details, { env }) =>
      putRecordClass(registry, { ...details, retired: false }, env.nowNs),
  },
  retire_record_class: {
    check: (registry, code) => {
      if (findRecordClass(registry, code).record_class.retired) refuse({ CodeRetired: { code } });
    },
    apply: (registry, code, { env }) => {
      const { record_class: recordClass } = findRecordClass(registry, code);
      return putRecordClass(registry, { ...recordClass, retired: true }, env.nowNs);
    },
  },
  set_parameter: {
    check: checkParameter,
    apply: (registry, parameter, { env }) => {
      refigureAfter(registry, env, parameter.name);
      return putParameter(registry, parameter, env.nowNs);
    },
  },
};

/** Puts every parameter that has no record on record with its initial value. Context: install and upgrade. */
export function putInitialParameters(registry: Registry, nowNs: bigint): void {
  for (const [name, { initial }] of Object.entries(PARAMETERS)) {
    if (registry.codes.parameters.bytes(codeKey(name)) !== undefined) continue;
    putParameter(registry, { name, value: initial }, nowNs);
  }
}

function checkRoom(
  records: CertifiedRecords<PurposeRecord> | CertifiedRecords<RecordClassRecord>,
  code: string,
): void {
  const isNew = records.bytes(codeKey(code)) === undefined;
  if (isNew && records.count >= CODES_MAX) refuse({ TooMany: { what: 'codes', limit: BigInt(CODES_MAX) } });
}

function findPurpose(registry: Registry, code: string): PurposeRecord {
  checkCode('code', code);
  return registry.codes.purposes.get(codeKey(code)) ?? refuse({ CodeNotFound: { code } });
}

function findRecordClass(registry: Registry, code: string): RecordClassRecord {
  checkCode('code', code);
  return registry.codes.recordClasses.get(codeKey(code)) ?? refuse({ CodeNotFound: { code } });
}

function checkParameter(registry: Registry, { name, value }: Parameter): void {
  const bounds = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
  if (bounds === undefined) return refuseInvalid('name', 'expected the name of a parameter');
  const { least, most } = bounds;
  if (value < least) refuseInvalid('value', `expected at least ${least}, got ${value}`, least);
  if (value > most) refuseInvalid('value', `expected at most ${most}, got ${value}`, most);
  if (name !== 'data_protection_organisation' || value === 0n) return;
  if (registry.organisations.bytes(value) === undefined)
    refuse({ OrganisationNotFound: { organisation: value } });
}

function putPurpose(registry: Registry, purpose: Purpose, nowNs: bigint): undefined {
  const { purposes } = registry.codes;
  const before = purposes.get(codeKey(purpose.code));
  if (before === undefined) purposes.nextNumber();
  purposes.put({ purpose, version: (before?.version ?? 0) + 1, changed_at_ns: nowNs });
  registry.directory.put({ purpose });
}

function putRecordClass(registry: Registry, recordClass: RecordClass, nowNs: bigint): undefined {
  const { recordClasses } = registry.codes;
  const before = recordClasses.get(codeKey(recordClass.code));
  if (before === undefined) recordClasses.nextNumber();
  const version = (before?.version ?? 0) + 1;
  recordClasses.put({ record_class: recordClass, version, changed_at_ns: nowNs });
  registry.directory.put({ record_class: recordClass });
}

function putParameter(registry: Registry, parameter: Parameter, nowNs: bigint): undefined {
  const before = registry.codes.parameters.get(codeKey(parameter.name));
  const version = (before?.version ?? 0) + 1;
  registry.codes.parameters.put({ parameter, version, changed_at_ns: nowNs });
  registry.directory.put({ parameter });
}
