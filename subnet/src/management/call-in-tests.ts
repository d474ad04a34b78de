import { IDL } from '@dfinity/candid';
import { type Principal } from '@dfinity/principal';
import { expect } from 'vitest';
import type { Origin } from '../canister/call-context.ts';
import { principalKey, type PrincipalKey } from '../principal.ts';
import { callManagement, queryManagement } from './dispatch.ts';
import { principalOf } from './find-canister.ts';
import type { InMemoryHost } from './in-memory-host.ts';
import type { ManagementOutcome } from './management-host.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';

type MethodName = keyof typeof MANAGEMENT_IDL;

/** Three users and the settings record that asks for nothing. */
export const OWNER = principalKey(Uint8Array.of(1, 2));
export const STRANGER = principalKey(Uint8Array.of(2, 2));
export const VIEWER = principalKey(Uint8Array.of(3, 2));
export const NO_SETTINGS = {
  controllers: [],
  compute_allocation: [],
  memory_allocation: [],
  freezing_threshold: [],
  reserved_cycles_limit: [],
  minimum_incoming_canister_call_cycles: [],
  log_visibility: [],
  log_memory_limit: [],
  snapshot_visibility: [],
  status_visibility: [],
  wasm_memory_limit: [],
  wasm_memory_threshold: [],
  environment_variables: [],
};

/** How a call is made: by a user unless `by` is a canister. */
export interface CallOptions {
  readonly caller?: PrincipalKey;
  readonly fromCanister?: boolean;
  readonly cycles?: bigint;
  readonly callerVersion?: bigint;
  readonly callback?: number;
}

/** Calls a method with an argument in bytes. */
export function callRaw(
  host: InMemoryHost,
  method: string,
  argument: Uint8Array,
  options: CallOptions = {},
): Promise<ManagementOutcome> {
  const caller = options.caller ?? OWNER;
  const origin: Origin = options.fromCanister
    ? { kind: 'canister', canister: caller, callback: options.callback ?? 0 }
    : { kind: 'ingress', requestId: 'request', sender: caller };
  const { callerVersion, cycles = 0n } = options;
  const version = callerVersion === undefined ? {} : { callerVersion };
  return callManagement({ method, argument, caller, origin, cycles, ...version }, host);
}

/** Calls a method with a record. */
export function call(
  host: InMemoryHost,
  method: MethodName,
  argument: Record<string, unknown>,
  options: CallOptions = {},
): Promise<ManagementOutcome> {
  return callRaw(host, method, encode(method, argument), options);
}

/** Queries a method with a record; the value of the reply. */
export async function query(
  host: InMemoryHost,
  method: MethodName,
  argument: Record<string, unknown>,
  caller = OWNER,
): Promise<unknown> {
  const origin: Origin = { kind: 'ingress', requestId: 'query', sender: caller };
  const request = { method, argument: encode(method, argument), caller, origin, cycles: 0n };
  const answer = await queryManagement(request, host);
  return answer.kind === 'reply' ? decode(method, answer.data) : answer;
}

/** Argument of a method in bytes. */
export function encode(method: MethodName, argument: Record<string, unknown>): Uint8Array {
  const { argument: types } = MANAGEMENT_IDL[method];
  return new Uint8Array(IDL.encode([...types], types.length === 0 ? [] : [argument]));
}

/** Calls and expects a reply; its value. */
export async function ok(...parameters: Parameters<typeof call>): Promise<unknown> {
  const outcome = await call(...parameters);
  if (outcome.kind !== 'answered' || outcome.answer.kind !== 'reply') {
    expect.fail(`expected a reply of ${parameters[1]}, got ${JSON.stringify(outcome, bigintText)}`);
  }
  return decode(parameters[1], outcome.answer.data);
}

/** Calls and expects a rejection that changes nothing; its code and text. */
export async function refused(...parameters: Parameters<typeof call>): Promise<string> {
  const [host, method, argument, options] = parameters;
  return refusedRaw(host, method, encode(method, argument), options);
}

/** As `refused`, with an argument in bytes. */
export async function refusedRaw(...parameters: Parameters<typeof callRaw>): Promise<string> {
  const [host] = parameters;
  const before = host.snapshot();
  const outcome = await callRaw(...parameters);
  expect(host.snapshot()).toEqual(before);
  if (outcome.kind !== 'answered' || outcome.answer.kind !== 'reject') {
    expect.fail(`expected a rejection of ${parameters[1]}, got ${JSON.stringify(outcome, bigintText)}`);
  }
  expect(outcome.cyclesTaken).toBe(0n);
  const { code, errorCode, message } = outcome.answer;
  expect(errorCode).toMatch(new RegExp(`^IC0${code}\\d\\d$`));
  return `${errorCode}: ${message}`;
}

/** A canister that OWNER controls. */
export async function newCanister(
  host: InMemoryHost,
  settings: Record<string, unknown> = {},
): Promise<PrincipalKey> {
  const argument = {
    amount: [],
    settings: [{ ...NO_SETTINGS, ...settings }],
    specified_id: [],
    sender_canister_version: [],
  };
  const { canister_id } = (await ok(host, 'provisional_create_canister_with_cycles', argument)) as {
    canister_id: Principal;
  };
  return principalKey(canister_id.toUint8Array());
}

/** Argument of a method that takes a canister only. */
export function of(canister: PrincipalKey): { canister_id: Principal } {
  return { canister_id: principalOf(canister) };
}

function decode(method: MethodName, data: Uint8Array): unknown {
  return IDL.decode([...MANAGEMENT_IDL[method].result], data)[0];
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}
