import { setFlagsFromString } from 'node:v8';

let enabled = false;

/**
 * Turns on what canisters may use and this V8 has behind a flag (64-bit memories on Node 20 and 22). To be called
 * before the first module is compiled, in each thread that compiles; calling it again does nothing.
 */
export function enableWasmFeatures(): void {
  if (enabled) return;
  enabled = true;
  if (!acceptsMemory64()) setFlagsFromString('--experimental-wasm-memory64');
}

/** A module with one 64-bit memory of no pages. */
function acceptsMemory64(): boolean {
  return WebAssembly.validate(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 4, 0));
}
