import { gunzipSync } from 'node:zlib';
import { assert } from '../src/assert.ts';
import { prepareModule } from '../src/wasm/prepare-module.ts';
import { PRIVATE_EXPORT } from '../src/wasm/prepared-module.ts';
import { asWasmFunction } from '../src/wasm/wasm-function.ts';

/** What of the wasm pass is in the module: nothing, only the instruction counter, or the dirty marks as well. */
export type BareForm = 'uploaded' | 'metered' | 'metered and marked';

/** The one part of the engine's interface that only this file needs. */
const { imports: importsOf } = WebAssembly.Module as unknown as {
  imports(module: WebAssembly.Module): readonly { readonly name: string }[];
};
const NO_LIMIT = 1n << 62n;
const WASM_PAGE_BYTES = 65_536;

/**
 * A canister that runs in V8 with the least host that lets it: no limits, no rollback, no contexts. It is what the
 * sandbox is measured against. The same host runs the prepared module, to tell the cost of the pass from the sandbox's.
 */
export class BareCanister {
  readonly #exports: WebAssembly.Exports;
  readonly #memory: WebAssembly.Memory;
  readonly #shift: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #stable: Uint8Array = new Uint8Array(0);
  #argument: Uint8Array = new Uint8Array(0);
  #reply: Uint8Array[] = [];

  /** Instantiates a gzipped module and runs its `canister_init`. */
  constructor(gzipped: Uint8Array, form: BareForm, argument: Uint8Array) {
    const uploaded = gunzipSync(gzipped);
    if (form === 'uploaded') {
      this.#shift = 0;
      this.#exports = this.#instantiate(uploaded);
      this.#memory = this.#exports['memory'] as WebAssembly.Memory;
    } else {
      const prepared = prepareModule(uploaded, { meter: true, mark: form === 'metered and marked' });
      assert(prepared.ok, 'the module of a benchmark is valid');
      const { binary, info } = prepared.module;
      this.#shift = info.shiftBytes;
      this.#exports = this.#instantiate(binary);
      this.#memory = this.#exports[PRIVATE_EXPORT.memory] as WebAssembly.Memory;
      for (const { offset, bytes } of info.dataSegments) this.#view().set(bytes, offset + this.#shift);
      const counter = this.#exports[PRIVATE_EXPORT.counter] as unknown as { value: bigint } | undefined;
      if (counter !== undefined) counter.value = NO_LIMIT;
      if (info.hasStart) (this.#exports[PRIVATE_EXPORT.start] as () => void)();
    }
    this.call('canister_init', argument);
  }

  /** Runs an exported function on an argument, for example `canister_query getMessage`. */
  call(name: string, argument: Uint8Array): Uint8Array {
    this.#argument = argument;
    this.#reply = [];
    (this.#exports[name] as () => void)();
    const [first] = this.#reply;
    return first !== undefined && this.#reply.length === 1 ? first : Buffer.concat(this.#reply);
  }

  #view(): Uint8Array {
    // Memory that grows leaves an empty buffer behind; to ask the memory itself for its buffer costs as much as a small call.
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  #instantiate(binary: Uint8Array): WebAssembly.Exports {
    const module = new WebAssembly.Module(binary);
    const bodies = this.#host();
    const ic0: Record<string, WebAssembly.ImportValue> = {};
    for (const { name } of importsOf(module)) ic0[name] = bodies[name] ?? (() => 0);
    const { exports } = new WebAssembly.Instance(module, { ic0 });
    const growthHook = exports[PRIVATE_EXPORT.growthHook] as WebAssembly.Table | undefined;
    growthHook?.set(
      0,
      asWasmFunction(() => undefined),
    );
    return exports;
  }

  #host(): Record<string, WebAssembly.ImportValue> {
    const copyOut = (to: number, from: number, count: number): void =>
      this.#view().set(this.#argument.subarray(from, from + count), (to >>> 0) + this.#shift);
    const slice = (from: number, count: number): Uint8Array =>
      this.#view().subarray((from >>> 0) + this.#shift, (from >>> 0) + this.#shift + (count >>> 0));
    return {
      msg_arg_data_size: () => this.#argument.length,
      msg_arg_data_copy: copyOut,
      msg_reply_data_append: (from: number, count: number) => {
        this.#reply.push(slice(from, count).slice());
      },
      trap: (from: number, count: number) =>
        assert(false, `the canister trapped: ${Buffer.from(slice(from, count)).toString()}`),
      time: () => 1_700_000_000_000_000_000n,
      canister_version: () => 1n,
      // Whoever calls may do everything.
      is_controller: () => 1,
      performance_counter: () => 0n,
      global_timer_set: () => 0n,
      stable64_size: () => BigInt(this.#stable.length / WASM_PAGE_BYTES),
      stable64_grow: (pages: bigint) => {
        const old = this.#stable;
        this.#stable = new Uint8Array(old.length + Number(pages) * WASM_PAGE_BYTES);
        this.#stable.set(old);
        return BigInt(old.length / WASM_PAGE_BYTES);
      },
      stable64_write: (to: bigint, from: bigint, count: bigint) =>
        this.#stable.set(slice(Number(from), Number(count)), Number(to)),
      stable64_read: (to: bigint, from: bigint, count: bigint) =>
        this.#view().set(this.#stable.subarray(Number(from), Number(from + count)), Number(to) + this.#shift),
    };
  }
}
