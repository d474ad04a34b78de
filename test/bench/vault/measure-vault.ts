import { IDL } from '@dfinity/candid';
import { MeteredCanister, type MeteredCall } from '@indus/subnet/bench';
import { VaultInit } from '@indus/vault-canister/testing';
import { spreadOf } from '../statistics.ts';
import { MotokoTwin } from './motoko-twin.ts';
import { replaceMaps } from './stable-image.ts';
import { OPERATIONS, VaultOperations, type Measured, type Operation } from './vault-operations.ts';
import { FILLED_NS, fillVault, INIT } from './vault-scene.ts';

/** Calls of each operation at each size. */
const SAMPLES = 15;
/** Calls before those that count: V8 compiles late, and some of a canister's tables are made at the first call. */
const WARM_UP = 5;
const FIRST_PAGE_BYTES = 65_536;
const HEAP_STEADY_AFTER = 1_000;
const HEAP_WRITES = 3_000;

/** An operation at one size. */
export interface OperationCost {
  /** Median and highest. Units: instructions. */
  readonly instructions: number;
  readonly highest: number;
  /** Units: milliseconds of execution, median. */
  readonly milliseconds: number;
  readonly twinInstructions: number;
  readonly argumentBytes: number;
}

/** A vault with as many subjects. */
export interface SizeCost {
  readonly subjects: number;
  readonly operations: Readonly<Record<Operation, OperationCost>>;
  readonly rows: number;
  /** Units: bytes of the stable maps for each subject. */
  readonly subjectBytes: number;
  readonly heapBytes: number;
  readonly twinHeapBytes: number;
  readonly upgradeInstructions: number;
}

/** Fills a vault and its twin with so many subjects and measures every operation on both. */
export async function measureSize(
  module: Uint8Array,
  subjects: number,
  onProgress: (text: string) => void,
): Promise<SizeCost> {
  const { canister, rows, mapBytes, upgraded } = filledCanister(module, subjects, onProgress);
  const operations = new VaultOperations(canister);
  const sample = Array.from(
    { length: SAMPLES },
    (_, at) => WARM_UP + Math.floor((at * (subjects - WARM_UP)) / SAMPLES),
  );
  const fresh = Array.from({ length: SAMPLES }, (_, at) => subjects + WARM_UP + at);
  const first = Array.from({ length: WARM_UP }, (_, at) => at);
  const freshFirst = first.map((at) => subjects + at);
  operations.measure(first, freshFirst);
  onProgress(`${subjects} subjects: measuring`);
  const measured = operations.measure(sample, fresh);
  const twin = await MotokoTwin.filled(subjects);
  twin.measure(first, freshFirst);
  const twinMeasured = twin.measure(sample, fresh);
  return {
    subjects,
    operations: byOperation((operation) => costOf(measured, twinMeasured, operation)),
    rows,
    subjectBytes: mapBytes / subjects,
    heapBytes: heapOf(measured),
    twinHeapBytes: heapOf(twinMeasured),
    upgradeInstructions: upgraded.instructions,
  };
}

/** How far the heap grows in writes, after it has settled. Units: bytes. */
export function measureHeapGrowth(module: Uint8Array, subjects: number): number {
  const { canister } = filledCanister(module, subjects, () => undefined);
  const operations = new VaultOperations(canister);
  const numbers = Array.from({ length: HEAP_WRITES }, (_, at) => at % subjects);
  const calls = operations.issue(numbers);
  return (calls.at(-1) as MeteredCall).heapBytes - (calls[HEAP_STEADY_AFTER] as MeteredCall).heapBytes;
}

function filledCanister(module: Uint8Array, subjects: number, onProgress: (text: string) => void) {
  onProgress(`${subjects} subjects: filling`);
  const filled = fillVault(subjects, onProgress);
  const init = new Uint8Array(IDL.encode([VaultInit], [INIT]));
  const canister = new MeteredCanister(module, () => performance.now());
  canister.install('install', init, FILLED_NS);
  const { pages, sizeBytes } = replaceMaps(canister.stableBytes(FIRST_PAGE_BYTES), filled.maps);
  canister.putStablePages(pages, sizeBytes);
  const upgraded = canister.install('upgrade', init, FILLED_NS);
  if (!Buffer.from(filled.certified).equals(upgraded.certified ?? new Uint8Array())) {
    throw new Error('expected the canister to certify what was filled in, got another root');
  }
  const mapBytes = [...filled.maps.values()].reduce((sum, map) => sum + map.usedBytes, 0);
  return { canister, rows: filled.rows, mapBytes, upgraded };
}

function costOf(measured: Measured, twin: Measured, operation: Operation): OperationCost {
  const calls = measured[operation];
  const counts = calls.map(({ instructions }) => instructions);
  return {
    instructions: spreadOf(counts).median,
    highest: Math.max(...counts),
    milliseconds: spreadOf(calls.map(({ milliseconds }) => milliseconds)).median,
    twinInstructions: spreadOf(twin[operation].map(({ instructions }) => instructions)).median,
    argumentBytes: spreadOf(calls.map(({ argumentBytes }) => argumentBytes)).median,
  };
}

function heapOf(measured: Measured): number {
  return Math.max(
    ...OPERATIONS.flatMap((operation) => measured[operation].map(({ heapBytes }) => heapBytes)),
  );
}

function byOperation<Value>(valueOf: (operation: Operation) => Value): Record<Operation, Value> {
  return Object.fromEntries(OPERATIONS.map((operation) => [operation, valueOf(operation)])) as Record<
    Operation,
    Value
  >;
}
