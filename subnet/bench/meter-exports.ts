import { decodeModule } from '../src/wasm/decode-module.ts';
import { enableWasmFeatures } from '../src/wasm/enable-wasm-features.ts';
import { encodeModule } from '../src/wasm/encode-module.ts';
import { PRIVATE_EXPORT } from '../src/wasm/prepared-module.ts';
import { scanCode } from '../src/wasm/scan-code.ts';

const PREFIX = 'canister_';
const BUDGET = 1n << 60n;

/** A module that is no canister, running with the counter of instructions that the subnet puts into canisters. */
export interface MeteredExports {
  readonly memory: WebAssembly.Memory;
  /** The module's own exported functions, under their own names. */
  readonly functions: Readonly<Record<string, (...values: number[]) => number>>;
  /** Instructions since the module was instantiated, start function included. */
  instructions(): bigint;
}

/**
 * Instruments and instantiates a module that exports functions with parameters, which a canister may not. Pages are not
 * counted: the sandbox charges for those that a message touches.
 * Errors: `WasmRefusal` when the module is none, or uses what the IC does not have.
 */
export function meterExports(module: Uint8Array, imports: WebAssembly.Imports): MeteredExports {
  enableWasmFeatures();
  const layout = decodeModule(module);
  // Under such a name the pass leaves an export where it is.
  const exports = layout.exports.map((one) => (one.kind === 0 ? { ...one, name: PREFIX + one.name } : one));
  const { binary } = encodeModule({ ...layout, exports }, scanCode(layout), { meter: true, mark: false });
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(binary as Uint8Array<ArrayBuffer>),
    imports,
  );
  const memory = instance.exports[PRIVATE_EXPORT.memory] as WebAssembly.Memory;
  for (const { offset, content } of layout.data) {
    if (offset) new Uint8Array(memory.buffer).set(content, Number(offset.value));
  }
  const counter = instance.exports[PRIVATE_EXPORT.counter] as WebAssembly.Global;
  counter.value = BUDGET;
  (instance.exports[PRIVATE_EXPORT.start] as (() => void) | undefined)?.();
  return {
    memory,
    functions: Object.fromEntries(
      Object.entries(instance.exports)
        .filter(([name]) => name.startsWith(PREFIX))
        .map(([name, value]) => [name.slice(PREFIX.length), value as (...values: number[]) => number]),
    ),
    instructions: () => BUDGET - (counter.value as bigint),
  };
}
