import type { PreparedResult } from '../wasm/prepare-module.ts';
import type { PrepareResult } from './protocol.ts';
import type { LoadedModule } from './wasm-instance.ts';
import { createHash } from 'node:crypto';

/** Makes a prepared module of uploaded bytes, or finds it in a cache; the hash is their SHA-256. */
export type Prepare = (module: Uint8Array) => {
  readonly moduleHash: string;
  readonly result: PreparedResult;
};

/** Bounds: compiled modules that are kept although no canister of this sandbox may use them any more. */
export const MODULES_KEPT = 64;

/** The compiled modules of a sandbox, by the hash of their uploaded bytes. */
export class ModuleStore {
  readonly #prepare: Prepare;
  readonly #modules = new Map<string, LoadedModule>();

  constructor(prepare: Prepare) {
    this.#prepare = prepare;
  }

  /** Validates, prepares and compiles a module. Errors: IC0505 in the result. */
  prepare(module: Uint8Array): PrepareResult & { readonly moduleHash: string } {
    const known = this.#modules.get(createHash('sha256').update(module).digest('hex'));
    if (known !== undefined) return this.#accept(known);
    const { moduleHash, result } = this.#prepare(module);
    if (!result.ok) {
      const message = `Canister's Wasm module is not valid: ${result.trap.message}`;
      return { ok: false, trap: { errorCode: result.trap.errorCode, message }, moduleHash };
    }
    const { binary, info } = result.module;
    return this.#accept({ hash: moduleHash, module: new WebAssembly.Module(binary), info });
  }

  /** A module that `prepare` accepted; undefined when it is not kept any more. */
  get(moduleHash: string): LoadedModule | undefined {
    return this.#modules.get(moduleHash);
  }

  /** Takes over a module that another store prepared, unless it is known; the one that is kept. */
  accept(loaded: LoadedModule): LoadedModule {
    const known = this.#modules.get(loaded.hash) ?? loaded;
    this.#accept(known);
    return known;
  }

  /** Makes it the youngest; the oldest goes when there are too many. */
  #accept(loaded: LoadedModule): PrepareResult & { readonly moduleHash: string } {
    this.#modules.delete(loaded.hash);
    this.#modules.set(loaded.hash, loaded);
    const [oldest] = this.#modules.keys();
    if (this.#modules.size > MODULES_KEPT && oldest !== undefined) this.#modules.delete(oldest);
    return { ok: true, info: loaded.info, moduleHash: loaded.hash };
  }
}
