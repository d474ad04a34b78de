import wabt from 'wabt';
import { assert } from '../assert.ts';
import { enableWasmFeatures } from './enable-wasm-features.ts';
import { prepareModule } from './prepare-module.ts';
import { PRIVATE_EXPORT } from './prepared-module.ts';
import { asWasmFunction } from './wasm-function.ts';
import type { PreparedResult } from './prepare-module.ts';
import type { ModuleInfo } from './prepared-module.ts';

/** A prepared module running without a System API beyond the given functions; for the tests of this folder. */
export interface RunningModule {
  readonly info: ModuleInfo;
  readonly exports: Readonly<Record<string, WebAssembly.ExportValue>>;
  /** Calls the update method `name`. Returns the instructions it took. */
  call(name?: string): bigint;
  /** The canister's own memory. */
  memory(): Uint8Array;
  /** Numbers of the pages marked dirty, ascending. */
  dirty(): number[];
  clearDirty(): void;
  global(index: number): WebAssembly.Global;
}

const FEATURES = {
  memory64: true,
  tail_call: true,
  simd: true,
  bulk_memory: true,
  multi_memory: true,
  relaxed_simd: true,
};
const INSTRUCTIONS = 1n << 50n;
const assembler = await wabt();

/** Assembles WAT without checking it. */
export function assemble(wat: string): Uint8Array {
  const module = assembler.parseWat('test.wat', wat, {
    ...FEATURES,
    reference_types: true,
    exceptions: true,
    threads: true,
  });
  try {
    return new Uint8Array(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}

/** Assembles and prepares. */
export function prepareWat(wat: string): PreparedResult {
  return prepareModule(assemble(wat));
}

/** Assembles, prepares and starts a module as a fresh install does. Units of `instructions`: the counter's start. */
export function runWat(wat: string, ic0: Record<string, () => unknown> = {}): RunningModule {
  return runModule(assemble(wat), ic0);
}

/** As runWat, from the binary format; `grown` is called after every memory.grow. */
export function runModule(
  bytes: Uint8Array,
  ic0: Record<string, () => unknown> = {},
  grown: () => void = () => undefined,
): RunningModule {
  enableWasmFeatures();
  const prepared = prepareModule(bytes);
  assert(prepared.ok, prepared.ok ? '' : prepared.trap.message);
  const { binary, info } = prepared.module;
  const module = new WebAssembly.Module(binary as Uint8Array<ArrayBuffer>);
  const { exports } = new WebAssembly.Instance(module, { ic0 });
  const counter = exports[PRIVATE_EXPORT.counter] as WebAssembly.Global;
  const growthHook = exports[PRIVATE_EXPORT.growthHook] as WebAssembly.Table | undefined;
  growthHook?.set(0, asWasmFunction(grown));
  const all = (): Uint8Array => new Uint8Array((exports[PRIVATE_EXPORT.memory] as WebAssembly.Memory).buffer);
  const memory = (): Uint8Array => all().subarray(info.shiftBytes);
  for (const { offset, bytes: content } of info.dataSegments) memory().set(content, offset);
  return {
    info,
    exports,
    call(name = 'run'): bigint {
      counter.value = INSTRUCTIONS;
      (exports[`canister_update ${name}`] as () => void)();
      return INSTRUCTIONS - (counter.value as bigint);
    },
    memory,
    dirty: () => markedPages(all().subarray(0, info.shiftBytes)),
    clearDirty: () => void all().fill(0, 0, info.shiftBytes),
    global: (index) => exports[PRIVATE_EXPORT.global + index] as WebAssembly.Global,
  };
}

function markedPages(map: Uint8Array): number[] {
  const pages: number[] = [];
  for (let page = map.indexOf(1); page >= 0; page = map.indexOf(1, page + 1)) pages.push(page);
  return pages;
}
