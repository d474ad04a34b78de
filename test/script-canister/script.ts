import { OPERATIONS } from './operations.ts';

/** A value that a script pushes: a number, or a blob. Text becomes its UTF-8 bytes. */
export type Value = bigint | number | Uint8Array | string | Script;

/** Bytes that the script canister runs. */
export class Script extends Uint8Array {}

const OPCODES = new Map(OPERATIONS.map(({ name }, at) => [name, at + 2]));

/** One operation with the values it takes; values may come from other operations (`op('caller')`). */
export interface Step {
  readonly name: string;
  readonly values: readonly (Value | Step)[];
}

/** An operation. Values are pushed in order, then it runs. */
export function op(name: string, ...values: readonly (Value | Step)[]): Step {
  if (!OPCODES.has(name)) throw new Error(`expected an operation of the script canister, got ${name}`);
  return { name, values };
}

/** The bytes of the given operations in order. */
export function script(...steps: readonly Step[]): Script {
  return Script.from(steps.flatMap(bytesOf));
}

/** Replies with a value and nothing else. */
export function replyWith(value: Value | Step): Step[] {
  return [op('replyAppend', value), op('reply')];
}

function bytesOf(step: Step): number[] {
  return [...step.values.flatMap(pushed), OPCODES.get(step.name) as number];
}

function pushed(value: Value | Step): number[] {
  if (typeof value === 'bigint' || typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), 1);
    return [...bytes];
  }
  if (typeof value === 'object' && 'name' in value) return bytesOf(value);
  const blob = typeof value === 'string' ? Buffer.from(value) : value;
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeUInt32LE(blob.length, 1);
  return [...head, ...blob];
}
