import type { Trap } from './protocol.ts';

/** The end of an execution by the canister's fault: thrown through the wasm frames, turned once into a Trap. */
export class CanisterTrap extends Error {
  override readonly name = 'CanisterTrap';
  readonly trap: Trap;
  /** What the canister's log shows of it; absent where the IC logs nothing. */
  readonly logText: string | undefined;

  constructor(errorCode: string, message: string, logText?: string) {
    super(message);
    this.trap = { errorCode, message };
    this.logText = logText;
  }
}

/**
 * Trap codes of the IC.
 * Source: dfinity/ic, rs/interfaces/src/execution_environment/errors.rs.
 */
export type TrapCode =
  | 'stack overflow'
  | 'heap out of bounds'
  | 'stable memory out of bounds'
  | '32 bit stable memory api used on a memory larger than 4GB'
  | 'integer division by 0'
  | 'unreachable'
  | 'table out of bounds'
  | 'function signature mismatch'
  | 'cycles amount exceeds 64-bit representation'
  | 'unknown';

/** A WebAssembly trap. */
export function wasmTrap(code: TrapCode): CanisterTrap {
  return new CanisterTrap('IC0502', `Canister trapped: ${code}`, code);
}

/** The canister called `ic0.trap`. */
export function calledTrap(message: string): CanisterTrap {
  const logText = message === '' ? '(no message)' : message;
  return new CanisterTrap('IC0503', `Canister called \`ic0.trap\` with message: '${message}'`, logText);
}

/** The canister broke a rule of the System API. */
export function contractViolation(error: string): CanisterTrap {
  return new CanisterTrap('IC0504', `Canister violated contract: ${error}`);
}

/** The instruction limit is used up. */
export function instructionLimitExceeded(limit: bigint): CanisterTrap {
  return new CanisterTrap(
    'IC0522',
    `Canister exceeded the limit of ${limit} instructions for single message execution.`,
  );
}

/** Too many stable memory pages were written in one execution. */
export function memoryAccessLimitExceeded(reason: string): CanisterTrap {
  return new CanisterTrap('IC0524', `Canister exceeded memory access limits: ${reason}`);
}

/** The canister has no method of this name and kind. */
export function methodNotFound(kind: string, name: string): CanisterTrap {
  return new CanisterTrap('IC0536', `Canister has no ${kind} method '${name}'.`);
}

/** The canister has no code. */
export function moduleNotFound(): CanisterTrap {
  return new CanisterTrap(
    'IC0537',
    'Attempted to execute a message, but the canister contains no Wasm module.',
  );
}

/** A callback's table entry is empty or outside of the table. */
export function functionNotFound(index: bigint): CanisterTrap {
  return new CanisterTrap(
    'IC0513',
    `Canister requested to invoke a non-existent Wasm function ${index} from table 0`,
  );
}

/** The heap grew above the canister's own limit. Units: bytes. Source: execution errors, "Wasm memory limit exceeded". */
export function wasmMemoryLimitExceeded(limit: bigint, peak: number): CanisterTrap {
  return new CanisterTrap(
    'IC0539',
    `Canister exceeded its current Wasm memory limit of ${limit} bytes. ` +
      `The peak Wasm memory usage was ${peak} bytes. If the canister reaches 4GiB, then it may stop functioning ` +
      'and may become unrecoverable. Please reach out to the canister owner to investigate the reason for the ' +
      'increased memory usage. It might be necessary to move data from the Wasm memory to the stable memory. ' +
      'If such high Wasm memory usage is expected and safe, then the developer can increase the Wasm memory limit ' +
      'in the canister settings.',
  );
}

/** Too few cycles to hold `bytes` more. Source: execution errors, "Insufficient cycles in memory grow". */
export function cyclesMissingInGrowth(bytes: bigint, missing: bigint | undefined): CanisterTrap {
  const hint = missing === undefined ? '' : ` At least ${missing} additional cycles are required.`;
  return new CanisterTrap(
    'IC0532',
    `Canister cannot grow memory by ${bytes} bytes due to insufficient cycles.${hint}`,
  );
}

/** Holding `bytes` more needs more reserved cycles than are allowed. Source: execution errors, of the same name. */
export function reservedLimitExceeded(bytes: bigint, limit: bigint, over: bigint): CanisterTrap {
  return new CanisterTrap(
    'IC0534',
    `Canister cannot grow memory by ${bytes} bytes due to its reserved cycles limit. ` +
      `The current limit (${limit}) would be exceeded by ${over}.`,
  );
}

/** The machine or the subnet could not give the canister the memory it needs. */
export function outOfMemory(): CanisterTrap {
  return new CanisterTrap('IC0507', 'Canister cannot grow its memory usage.');
}

const V8_TRAPS: readonly (readonly [fragment: string, code: TrapCode])[] = [
  ['unreachable', 'unreachable'],
  ['memory access out of bounds', 'heap out of bounds'],
  ['data segment', 'heap out of bounds'],
  ['divide by zero', 'integer division by 0'],
  ['remainder by zero', 'integer division by 0'],
  ['signature mismatch', 'function signature mismatch'],
  ['null function', 'function signature mismatch'],
  ['table index', 'table out of bounds'],
  ['table access', 'table out of bounds'],
  ['element segment', 'table out of bounds'],
];

/** What V8 threw out of canister code, in the IC's terms; undefined when it is not the canister's doing. */
export function trapOfEngineError(error: unknown): CanisterTrap | undefined {
  if (error instanceof CanisterTrap) return error;
  if (error instanceof RangeError && error.message.includes('call stack')) return wasmTrap('stack overflow');
  if (!(error instanceof WebAssembly.RuntimeError)) return undefined;
  const known = V8_TRAPS.find(([fragment]) => error.message.includes(fragment));
  return wasmTrap(known?.[1] ?? 'unknown');
}
