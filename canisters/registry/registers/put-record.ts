import type { Env } from '@indus/kit/env';
import type { Registry } from '../storage.ts';
import type { RegisterName, Versioned } from './register.ts';
import { putDocuments } from './record-documents.ts';
import { versionKey } from './versioned-register.ts';
import type { VersionedRegister } from './versioned-register.ts';

/** Puts a version of a record in its place, into the log and into its documents. Context: before the commit. */
export function putRecord<Value extends Versioned>(
  registry: Registry,
  env: Env,
  { act, register }: { readonly act: string; readonly register: RegisterName },
  value: Value,
): void {
  const records = registry.registers[register] as unknown as VersionedRegister<Value>;
  const sha256 = records.put(value);
  const key = versionKey(value.id, value.version);
  registry.recordChange(env, { act, section: register, key, sha256 });
  putDocuments(registry, register, value);
}
