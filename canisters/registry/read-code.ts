import type { Env } from '@indus/kit/env';
import type { CertifiedPage, CertifiedRecord } from './answers.ts';
import type { CertifiedRecords } from './certified-records.ts';
import { checkCode } from './check-code.ts';
import { codeKey } from './code-store.ts';
import type { CodeRequest, PageRequest } from './methods.ts';
import { listRecords, readRecord } from './read-records.ts';
import type { Registry } from './storage.ts';

type Codes = 'purposes' | 'record_classes' | 'parameters';

/** One purpose, or the proof that there is none. Errors: Invalid for the code. */
export function readPurpose(registry: Registry, env: Env, request: CodeRequest): CertifiedRecord {
  return readCode(registry, env, 'purposes', request);
}

/** One record class, or the proof that there is none. Errors: Invalid for the code. */
export function readRecordClass(registry: Registry, env: Env, request: CodeRequest): CertifiedRecord {
  return readCode(registry, env, 'record_classes', request);
}

/** One parameter, or the proof that there is none. Errors: Invalid for the name. */
export function readParameter(registry: Registry, env: Env, request: CodeRequest): CertifiedRecord {
  return readCode(registry, env, 'parameters', request);
}

/** Purposes in the order of their codes. Errors: Invalid for the limit; InvalidCursor; NotReady. */
export function listPurposes(registry: Registry, env: Env, request: PageRequest): CertifiedPage {
  return listCodes(registry, env, 'purposes', request);
}

/** Record classes in the order of their codes. Errors: Invalid for the limit; InvalidCursor; NotReady. */
export function listRecordClasses(registry: Registry, env: Env, request: PageRequest): CertifiedPage {
  return listCodes(registry, env, 'record_classes', request);
}

/** Parameters in the order of their names. Errors: Invalid for the limit; InvalidCursor; NotReady. */
export function listParameters(registry: Registry, env: Env, request: PageRequest): CertifiedPage {
  return listCodes(registry, env, 'parameters', request);
}

function readCode(registry: Registry, env: Env, section: Codes, { code }: CodeRequest): CertifiedRecord {
  checkCode('code', code);
  return readRecord(registry, env, { section, records: recordsOf(registry, section) }, codeKey(code));
}

function listCodes(registry: Registry, env: Env, section: Codes, request: PageRequest): CertifiedPage {
  const records = recordsOf(registry, section);
  const find = (after: Uint8Array | undefined, limit: number) => records.walk(after, limit);
  return listRecords(registry, env, { section, records, scope: '', find }, request);
}

function recordsOf(
  registry: Registry,
  section: Codes,
): Pick<CertifiedRecords<unknown>, 'bytes' | 'certified' | 'walk'> {
  const { purposes, recordClasses, parameters } = registry.codes;
  return { purposes, record_classes: recordClasses, parameters }[section];
}
