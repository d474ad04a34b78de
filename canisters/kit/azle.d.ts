/*
 * The part of Azle 0.33.0 that canisters may use, described by hand and mapped over the package by `paths` of tsconfig.json:
 * Azle ships TypeScript sources, which would otherwise be checked with this repository's flags and fail.
 * What is missing here is missing on purpose: `randSeed` is the runtime's own, the default codec of `StableBTreeMap` costs
 * 14 M instructions a record, and `timeout` of `call` changes nothing.
 * Source: azle, git tag 0.33.0, `src/stable/lib`.
 */
import type { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

export { IDL } from '@dfinity/candid';
export { Principal } from '@dfinity/principal';

/** A method of a canister's class. */
type Method<This, Args extends unknown[], Return> = (this: This, ...args: Args) => Return;

/** A decorator of the TC39 form; what it decorates becomes an entry point of the module. */
type EntryPoint = <This, Args extends unknown[], Return>(
  method: Method<This, Args, Return>,
  context: ClassMethodDecoratorContext<This, Method<This, Args, Return>>,
) => void;

/** `manual`: the method reads {@link msgArgData} and answers with {@link msgReply} itself; nothing is decoded before it runs. */
interface ManualOption {
  readonly manual?: boolean;
}

/** `hidden`: left out of the interface, yet still callable by anyone. */
interface UpdateOptions extends ManualOption {
  readonly hidden?: boolean;
}

/** `composite`: may call queries of other canisters; cannot be called in replicated mode. */
interface QueryOptions extends UpdateOptions {
  readonly composite?: boolean;
}

/** Runs once when the module is installed or reinstalled. Context: `canister_init`, 300 B instructions. */
export declare function init(parameters?: readonly IDL.Type[], options?: ManualOption): EntryPoint;

/** Runs after an upgrade, on an empty heap. It takes the same parameters as `init`; the house takes none. Context: `canister_post_upgrade`. */
export declare function postUpgrade(parameters?: readonly IDL.Type[], options?: ManualOption): EntryPoint;

/** Runs in the old module before an upgrade; a trap refuses the upgrade. Context: `canister_pre_upgrade`. */
export declare const preUpgrade: EntryPoint;

/** Judges an ingress message before it costs anything (the method returns whether it may pass); skipped for calls between canisters. Context: `canister_inspect_message`, 200 M instructions. */
export declare function inspectMessage(options?: ManualOption): EntryPoint;

/** Runs every round, at a price every round. Context: `canister_heartbeat`. */
export declare const heartbeat: EntryPoint;

/** Runs once when the heap's free space falls below the canister's threshold. Context: `canister_on_low_wasm_memory`. */
export declare const onLowWasmMemory: EntryPoint;

/** Declares a query: its state changes are dropped. Context: `canister_query` or `canister_composite_query`, 5 B instructions. */
export declare function query(
  parameters?: readonly IDL.Type[],
  result?: IDL.Type,
  options?: QueryOptions,
): EntryPoint;

/** Declares an update: its state changes stay unless it traps. Context: `canister_update`, 40 B instructions. */
export declare function update(
  parameters?: readonly IDL.Type[],
  result?: IDL.Type,
  options?: UpdateOptions,
): EntryPoint;

/** Turns a value into the bytes of a key or a record and back. */
export interface Serializable<T = unknown> {
  toBytes(data: T): Uint8Array;
  fromBytes(bytes: Uint8Array): T;
}

/**
 * A map in stable memory, ordered by the bytes of its keys; the only state that survives an upgrade.
 * Bounds: 2^32 - 1 entries; the first map takes 72 MiB of stable memory, each further one 8 MiB.
 */
export declare class StableBTreeMap<Key, Value> {
  /** Bounds: `memoryId` 0 to 253, each used by one map for ever. */
  constructor(memoryId: number, keyCodec: Serializable<Key>, valueCodec: Serializable<Value>);
  readonly memoryId: number;
  containsKey(key: Key): boolean;
  get(key: Key): Value | undefined;
  /** Returns the value that was replaced, and decodes it. */
  insert(key: Key, value: Value): Value | undefined;
  remove(key: Key): Value | undefined;
  isEmpty(): boolean;
  len(): number;
  /** Walks from the first entry: each skipped record costs about 7,500 instructions. */
  items(startIndex?: number, length?: number): [Key, Value][];
  /** Walks from the first entry, as {@link StableBTreeMap.items}. */
  keys(startIndex?: number, length?: number): Key[];
  /** Walks from the first entry, as {@link StableBTreeMap.items}. */
  values(startIndex?: number, length?: number): Value[];
}

/** A call whose arguments and reply are Candid bytes. Units: `cycles` in cycles. */
export interface RawCallOptions {
  readonly raw: true;
  readonly args?: Uint8Array;
  readonly cycles?: bigint;
  /** Sends without waiting: the promise resolves at once, with nothing. */
  readonly oneway?: boolean;
}

/** A call whose arguments and reply are encoded and decoded by their types. Units: `cycles` in cycles. */
export interface TypedCallOptions<Args extends unknown[]> {
  readonly raw?: false;
  readonly paramIdlTypes?: readonly IDL.Type[];
  readonly returnIdlType?: IDL.Type;
  readonly args?: Args;
  readonly cycles?: bigint;
  readonly oneway?: boolean;
}

/**
 * What a failed call throws, as properties of an `Error`.
 * `CleanupCallback` must be thrown again at once: the message is being unwound after a trap and cannot answer.
 */
export type CallError =
  | { readonly type: 'CallPerformFailed' }
  | {
      readonly type: 'CallRejected';
      readonly rejectCode: 1 | 2 | 3 | 4 | 5 | 6;
      readonly rejectMessage: string;
    }
  | { readonly type: 'InsufficientLiquidCycleBalance'; readonly available: bigint; readonly required: bigint }
  | { readonly type: 'CleanupCallback'; readonly rejectCode: 10_001; readonly rejectMessage: string };

/**
 * Calls a method of another canister and waits for its answer without bound.
 * Context: update, replicated query, timer, heartbeat, reply and reject callbacks; a plain query traps.
 * Errors: {@link CallError}; what was written before the `await` stays.
 */
export declare function call(
  canister: Principal | string,
  method: string,
  options: RawCallOptions,
): Promise<Uint8Array>;
export declare function call<Args extends unknown[], Return>(
  canister: Principal | string,
  method: string,
  options?: TypedCallOptions<Args>,
): Promise<Return>;

/** Ends the message's instruction budget and goes on with a new one, by an empty call of the canister to itself. */
export declare function chunk(): Promise<void>;

/** The principal that sent the message. */
export declare function msgCaller(): Principal;

/** The message's argument as it came, undecoded. */
export declare function msgArgData(): Uint8Array;

/** The name of the called method. Context: `inspectMessage` only. */
export declare function msgMethodName(): string;

/** Answers a manual method with Candid bytes. Bounds: once a message; 2 MiB for ingress, 2 MiB - 64 KiB between canisters on other subnets. */
export declare function msgReply(data: Uint8Array): void;

/** Refuses a manual method with reject code 4; the state is kept. */
export declare function msgReject(message: string): void;

/** The reject code of the last answer. Context: reject callback. */
export declare function msgRejectCode(): number;

/** The reject message of the last answer. Context: reject callback. */
export declare function msgRejectMsg(): string;

/** Takes up to `maxAmount` of the cycles that came with the message and tells how many. Units: cycles. */
export declare function msgCyclesAccept(maxAmount: bigint): bigint;

/** The cycles that came with the message and were not taken yet. Units: cycles. */
export declare function msgCyclesAvailable(): bigint;

/** The cycles that came back with the last answer. Units: cycles. Context: reply and reject callbacks. */
export declare function msgCyclesRefunded(): bigint;

/** The canister's own principal. */
export declare function canisterSelf(): Principal;

/** A number that grows with every change of code, settings or state by a message. */
export declare function canisterVersion(): bigint;

/** The canister's balance. Units: cycles. */
export declare function canisterCycleBalance(): bigint;

/** Destroys up to `amount` cycles and tells how many. Units: cycles. */
export declare function cyclesBurn(amount: bigint): bigint;

/** Whether a principal controls this canister. */
export declare function isController(principal: Principal): boolean;

/** Whether the message passes consensus: true in updates, false in plain queries. */
export declare function inReplicatedExecution(): boolean;

/** Sets the bytes that the subnet certifies. Bounds: 32 bytes, else a trap. Context: not in plain queries. */
export declare function certifiedDataSet(data: Uint8Array): void;

/** The certificate over the certified data, or nothing outside a plain query. */
export declare function dataCertificate(): Uint8Array | undefined;

/** The instructions spent: 0 in this message, 1 in this call context. */
export declare function performanceCounter(counterType: 0 | 1): bigint;

/** The time of the round, the same in the whole message. Units: nanoseconds since 1970. */
export declare function time(): bigint;

/** Ends the message and rolls its state back; the text reaches the caller. */
export declare function trap(message: string): never;

/** Runs `callback` once. Units: `delay` in whole seconds. Lost at an upgrade. */
export declare function setTimer(delay: number, callback: () => void | Promise<void>): bigint;

/** Runs `callback` again and again. Units: `interval` in whole seconds. Lost at an upgrade. */
export declare function setTimerInterval(interval: number, callback: () => void | Promise<void>): bigint;

/** Stops an interval; never pass a pending one-shot: Azle 0.33.0 traps on it. */
export declare function clearTimer(timerId: bigint): void;

/** Turns Candid's text form into bytes, natively. */
export declare function candidEncode(text: string): Uint8Array;

/** Turns Candid bytes into their text form, natively. */
export declare function candidDecode(bytes: Uint8Array): string;
