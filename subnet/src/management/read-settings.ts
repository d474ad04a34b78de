import type { Principal } from '@dfinity/principal';
import type { CanisterSettings, Visibility } from '../canister/settings.ts';
import { CONTROLLERS_MAX } from '../limits.ts';
import type { PrincipalKey } from '../principal.ts';
import { keyOf } from './find-canister.ts';
import {
  ALLOWED_VIEWERS_MAX,
  CYCLES_MAX,
  ENVIRONMENT_NAME_BYTES_MAX,
  ENVIRONMENT_VALUE_BYTES_MAX,
  ENVIRONMENT_VARIABLES_MAX,
  LOG_MEMORY_LIMIT_MAX,
  LOG_MEMORY_LIMIT_MIN,
  NAT64_MAX,
  WASM_MEMORY_LIMIT_MAX,
} from './management-limits.ts';
import { ManagementRefused, outOfRange, tooManyElements } from './management-refused.ts';

type Opt<T> = [] | [T];
type VisibilityArgument = { controllers: null } | { public: null } | { allowed_viewers: Principal[] };

/** `canister_settings` as decoded. */
export interface SettingsArgument {
  readonly controllers: Opt<Principal[]>;
  readonly compute_allocation: Opt<bigint>;
  readonly memory_allocation: Opt<bigint>;
  readonly freezing_threshold: Opt<bigint>;
  readonly reserved_cycles_limit: Opt<bigint>;
  readonly minimum_incoming_canister_call_cycles: Opt<bigint>;
  readonly log_visibility: Opt<VisibilityArgument>;
  readonly log_memory_limit: Opt<bigint>;
  readonly snapshot_visibility: Opt<VisibilityArgument>;
  readonly status_visibility: Opt<VisibilityArgument>;
  readonly wasm_memory_limit: Opt<bigint>;
  readonly wasm_memory_threshold: Opt<bigint>;
  readonly environment_variables: Opt<{ name: string; value: string }[]>;
}

/** The settings that a call asks for; those it leaves out are absent. */
export type RequestedSettings = { -readonly [K in keyof CanisterSettings]?: CanisterSettings[K] };

/**
 * Reads and checks `canister_settings`, each setting for itself.
 * Bounds: as in the interface specification, "create_canister", and management-limits.ts.
 * Errors: ManagementRefused IC0408, IC0504, IC0406 (log_memory_limit).
 */
export function readSettings(argument: SettingsArgument): RequestedSettings {
  const settings: RequestedSettings = {};
  const [controllers] = argument.controllers;
  if (controllers !== undefined) settings.controllers = readPrincipals(controllers, CONTROLLERS_MAX);
  readNumbers(argument, settings);
  const [log] = argument.log_visibility;
  if (log !== undefined) settings.logVisibility = readVisibility(log);
  const [snapshot] = argument.snapshot_visibility;
  if (snapshot !== undefined) settings.snapshotVisibility = readVisibility(snapshot);
  const [status] = argument.status_visibility;
  if (status !== undefined) settings.statusVisibility = readVisibility(status);
  const [environment] = argument.environment_variables;
  if (environment !== undefined) settings.environment = readEnvironment(environment);
  return settings;
}

function readNumbers(argument: SettingsArgument, settings: RequestedSettings): void {
  const [compute] = argument.compute_allocation;
  if (compute !== undefined) {
    if (compute > 100n) throw new ManagementRefused('IC0504', rangeText('ComputeAllocation', 100n, compute));
    settings.computeAllocation = compute;
  }
  const [memory] = argument.memory_allocation;
  if (memory !== undefined) {
    if (memory > NAT64_MAX) {
      throw new ManagementRefused('IC0504', rangeText('MemoryAllocation', NAT64_MAX, memory));
    }
    settings.memoryAllocation = memory;
  }
  const bounded = [
    ['freezingThreshold', argument.freezing_threshold, 'Freezing threshold', NAT64_MAX, '0..2^64-1'],
    [
      'reservedCyclesLimit',
      argument.reserved_cycles_limit,
      'Reserved cycles limit',
      CYCLES_MAX,
      '0..2^128-1',
    ],
    [
      'minimumIncomingCallCycles',
      argument.minimum_incoming_canister_call_cycles,
      'Minimum incoming canister call cycles',
      CYCLES_MAX,
      '0..2^128-1',
    ],
    ['wasmMemoryLimit', argument.wasm_memory_limit, 'Wasm memory limit', WASM_MEMORY_LIMIT_MAX, '0..2^48'],
    [
      'wasmMemoryThreshold',
      argument.wasm_memory_threshold,
      'Wasm memory threshold',
      WASM_MEMORY_LIMIT_MAX,
      '0..2^48',
    ],
  ] as const;
  for (const [name, [value], what, max, range] of bounded) {
    if (value === undefined) continue;
    if (value > max) throw outOfRange(what, range, value);
    settings[name] = value;
  }
  const [logLimit] = argument.log_memory_limit;
  if (logLimit !== undefined) settings.logMemoryLimit = readLogLimit(logLimit);
}

function rangeText(what: string, max: bigint, got: bigint): string {
  return `${what} expected to be in the range [0..${max}], got ${got}`;
}

function readLogLimit(limit: bigint): bigint {
  const problem =
    limit !== 0n && limit < LOG_MEMORY_LIMIT_MIN
      ? `low. It must be at least ${LOG_MEMORY_LIMIT_MIN}`
      : limit > LOG_MEMORY_LIMIT_MAX
        ? `high. It must be at most ${LOG_MEMORY_LIMIT_MAX}`
        : undefined;
  if (problem !== undefined) {
    throw new ManagementRefused('IC0406', `The canister log memory limit ${limit} is too ${problem}.`);
  }
  return limit;
}

/** Sorted and without repetition. */
function readPrincipals(principals: readonly Principal[], max: number): PrincipalKey[] {
  if (principals.length > max) throw tooManyElements(max);
  return [...new Set(principals.map(keyOf))].sort();
}

function readVisibility(argument: VisibilityArgument): Visibility {
  if ('public' in argument) return { kind: 'public' };
  if ('controllers' in argument) return { kind: 'controllers' };
  return { kind: 'allowed_viewers', viewers: readPrincipals(argument.allowed_viewers, ALLOWED_VIEWERS_MAX) };
}

function readEnvironment(
  variables: readonly { name: string; value: string }[],
): (readonly [string, string])[] {
  const names = new Set(variables.map(({ name }) => name));
  if (names.size !== variables.length) {
    throw new ManagementRefused('IC0408', 'Duplicate environment variables are not allowed');
  }
  if (variables.length > ENVIRONMENT_VARIABLES_MAX) {
    const message = `Too many environment variables: ${variables.length} (max: ${ENVIRONMENT_VARIABLES_MAX})`;
    throw new ManagementRefused('IC0408', message);
  }
  for (const { name, value } of variables) {
    requireLength('name', name, ENVIRONMENT_NAME_BYTES_MAX);
    requireLength('value', value, ENVIRONMENT_VALUE_BYTES_MAX);
  }
  return variables
    .map(({ name, value }) => [name, value] as const)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function requireLength(what: string, text: string, max: number): void {
  if (Buffer.byteLength(text) <= max) return;
  throw new ManagementRefused(
    'IC0408',
    `Environment variable ${what} "${text}" exceeds the maximum allowed length of ${max}.`,
  );
}
