/** A module that breaks a rule of WebAssembly or of the IC; `message` is in the IC's words where it has some. */
export class WasmRefusal extends Error {
  override readonly name = 'WasmRefusal';
}

/** Throws WasmRefusal unless `condition` holds. Errors: WasmRefusal with the message that `reason` gives. */
export function requireWasm(condition: boolean, reason: () => string): asserts condition {
  if (!condition) throw new WasmRefusal(reason());
}

/** The bytes are no WebAssembly module that the IC's engine would accept. Errors: always. */
export function malformed(reason: string): never {
  throw new WasmRefusal(`Wasmtime failed to validate wasm module ${reason}`);
}
