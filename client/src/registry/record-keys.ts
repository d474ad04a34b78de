import type { Principal } from '@dfinity/principal';
import { bigEndian64 } from '../verify/bytes.ts';

const PRINCIPAL_BYTES = 30;
const CODE_BYTES = 64;

/*
 * Keys of records in the certified tree. Source: docs/registry-certified-layout.md, section 1.
 */

/** Of a canister or builder: the principal's bytes, zeros up to 29 bytes, and their number. */
export function principalRecordKey(principal: Principal): Uint8Array {
  const bytes = principal.toUint8Array();
  const key = new Uint8Array(PRINCIPAL_BYTES);
  key.set(bytes);
  key[PRINCIPAL_BYTES - 1] = bytes.length;
  return key;
}

/** Of one version of a canister's record. */
export function versionRecordKey(canister: Principal, version: number): Uint8Array {
  return Uint8Array.from([...principalRecordKey(canister), ...bigEndian64(BigInt(version)).slice(4)]);
}

/** Of a purpose, record class or parameter: its characters, and zeros up to 64 bytes. Bounds: up to 64 ASCII characters. */
export function codeRecordKey(code: string): Uint8Array {
  const key = new Uint8Array(CODE_BYTES);
  key.set(new TextEncoder().encode(code).slice(0, CODE_BYTES));
  return key;
}

/** Of a version of a record of a register, and of the outcomes of one: id, then version. */
export function versionedKey(id: bigint, version: number): Uint8Array {
  return Uint8Array.from([...bigEndian64(id), ...bigEndian32(version)]);
}

/** Of a stage of a version of a model. */
export function stageRecordKey(model: bigint, version: number, sequence: number): Uint8Array {
  return Uint8Array.from([...versionedKey(model, version), ...bigEndian32(sequence)]);
}

/** Of an interval of a model's production. */
export function productionRecordKey(model: bigint, sequence: number): Uint8Array {
  return versionedKey(model, sequence);
}

function bigEndian32(value: number): Uint8Array {
  return bigEndian64(BigInt(value)).slice(4);
}
