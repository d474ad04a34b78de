import { DOOR_LIMITS, admitCandid } from '@indus/candid';
import { IDL } from '@dfinity/candid';
import { assert } from './assert.ts';
import type { Env } from './env.ts';
import { encoderOf } from './message-encoder.ts';
import type { MessageEncoder } from './message-encoder.ts';
import { Refusal } from './refusal.ts';
import type { System } from './system.ts';

const CANDID_MAGIC_SIZE_BYTES = 4;

/** The outside of a method: what the door declares and what every call must fit into before anything is decoded. */
export interface Method<Args extends readonly unknown[] = readonly unknown[], Value = unknown> {
  readonly kind: 'query' | 'update';
  readonly args: IDL.Type[];
  /** `variant { Ok : Value; Err : MethodError }`, where MethodError has a case `Other : record { code : nat32; message : text }`. */
  readonly result: IDL.Type;
  readonly reply: MessageEncoder;
  /** Units: bytes of the whole argument message. */
  readonly argumentSizeBytesMax: number;
  /** Carries the types of the handler; never set. */
  readonly types?: (args: Args) => Value;
}

/** What a canister says of a method. */
export type MethodOptions = Pick<Method, 'kind' | 'args' | 'result' | 'argumentSizeBytesMax'>;

/** Declares a method. */
export function method<Args extends readonly unknown[], Value>(options: MethodOptions): Method<Args, Value> {
  return { ...options, reply: encoderOf(options.result) };
}

/**
 * Makes the type tables of all replies, once.
 * Context: install and upgrade; a query forgets what it has made.
 */
export function primeReplies(methods: Methods): void {
  for (const { reply } of Object.values(methods)) reply.prime({ Err: { Other: { code: 0, message: '' } } });
}

/** The methods of a canister, by name. */
export type Methods = Readonly<Record<string, Omit<Method, 'types'>>>;

/** What a canister gives to its endpoints. */
export interface Host {
  readonly system: System;
  /** Writes to stable tables so far. */
  writes(): number;
}

/**
 * Runs one call of a method: size, Candid admission, decoding, handler, reply. A {@link Refusal} is answered as `Err`.
 * Context: manual methods; synchronous handlers.
 * Errors: a message that is too large, a Candid bomb or of other types traps with the reason; whatever else goes wrong traps
 * with "internal" and nothing more. A trap leaves no trace in the state.
 */
export function serve<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  host: Host,
  handle: (env: Env, ...args: Args) => Value,
): void {
  const { system } = host;
  guard(system, () => {
    const args = readArguments<Args>(system, method.args, method.argumentSizeBytesMax);
    const result = answer(host, () => handle(envOf(system), ...args));
    system.reply(method.reply.encode(result));
  });
}

/**
 * Runs install or upgrade: decodes the init argument behind the same checks, without a reply.
 * Errors: as {@link serve}; a refusal traps with its case, and the module is not installed.
 */
export function serveInit<Args extends readonly unknown[]>(
  types: IDL.Type[],
  sizeBytesMax: number,
  host: Host,
  handle: (env: Env, ...args: Args) => void,
): void {
  const { system } = host;
  guard(system, () => {
    const args =
      types.length === 0 ? ([] as unknown as Args) : readArguments<Args>(system, types, sizeBytesMax);
    handle(envOf(system), ...args);
  });
}

/**
 * Whether an ingress message may enter: a known method, a signed caller, a size and a Candid header within bounds. A cost
 * filter only; every check is made again inside the call.
 * Context: inspect_message.
 */
export function mayEnter(methods: Methods, system: System): boolean {
  let isAdmitted = false;
  guard(system, () => {
    const name = system.methodName();
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined || system.caller().isAnonymous()) return;
    isAdmitted = refusalOf(system.argument(), method.args, method.argumentSizeBytesMax) === undefined;
  });
  return isAdmitted;
}

/** An argument that is not handed to the decoder, or that the decoder gave back. */
class ArgumentRefused extends Error {
  override readonly name = 'ArgumentRefused';
}

function answer<Value>(host: Host, handle: () => Value): { Ok: Value } | { Err: object } {
  const writes = host.writes();
  try {
    return { Ok: handle() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    assert(host.writes() === writes, 'a method checks before it writes');
    return { Err: error.error };
  }
}

function readArguments<Args>(system: System, types: IDL.Type[], sizeBytesMax: number): Args {
  const argument = system.argument();
  const refusal = refusalOf(argument, types, sizeBytesMax);
  if (refusal !== undefined) throw new ArgumentRefused(refusal);
  try {
    return IDL.decode(types, argument) as Args;
  } catch (cause) {
    throw new ArgumentRefused('expected the types of the interface, got others', { cause });
  }
}

function refusalOf(argument: Uint8Array, types: IDL.Type[], sizeBytesMax: number): string | undefined {
  if (argument.length > sizeBytesMax) return `expected at most ${sizeBytesMax} bytes, got ${argument.length}`;
  if (argument.length < CANDID_MAGIC_SIZE_BYTES)
    return 'expected a Candid message, got fewer bytes than its magic';
  const admission = admitCandid(argument, {
    ...DOOR_LIMITS,
    bytesMax: sizeBytesMax,
    argumentsMax: Math.max(types.length, 1),
  });
  return admission.ok ? undefined : admission.reason.message;
}

function envOf(system: System): Env {
  return {
    caller: system.caller(),
    nowNs: system.timeNs(),
    certificate: () => system.dataCertificate(),
    certify: (root) => system.setCertifiedData(root),
  };
}

/** Lets nothing thrown reach the runtime: it would tell the caller a stack, or keep the state of a `throw null`. */
function guard(system: System, run: () => void): void {
  let trapMessage: string | undefined;
  try {
    run();
  } catch (error) {
    trapMessage = trapMessageOf(error);
  }
  if (trapMessage !== undefined) system.trap(trapMessage);
}

function trapMessageOf(error: unknown): string {
  if (error instanceof ArgumentRefused) return `argument refused: ${error.message}`;
  return error instanceof Refusal ? `refused: ${Object.keys(error.error).join()}` : 'internal';
}
