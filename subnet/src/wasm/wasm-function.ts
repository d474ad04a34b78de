/** (module (import "" "f" (func)) (export "f" (func 0))) */
const PASS_THROUGH = new WebAssembly.Module(
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[2, 6, 1, 0, 1, 0x66, 0, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
  ]),
);

/** A host function () -> () as a table takes it: tables hold nothing but functions of modules. */
export function asWasmFunction(body: () => void): () => void {
  return new WebAssembly.Instance(PASS_THROUGH, { '': { f: body } }).exports['f'] as () => void;
}
