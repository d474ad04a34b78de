/** Bounds of canister modules. Source: IC interface specification, "WebAssembly module requirements". */

export const FUNCTIONS_MAX = 50_000;
export const GLOBALS_MAX = 1_000;
export const EXPORTED_METHODS_MAX = 1_000;
export const EXPORTED_NAME_BYTES_MAX = 20_000;
export const METADATA_SECTIONS_MAX = 16;
export const METADATA_BYTES_MAX = 1024 * 1024;

/** Source: dfinity/ic, rs/embedders/src/wasm_utils/validation.rs, `WASM_FUNCTION_SIZE_LIMIT`. */
export const FUNCTION_INSTRUCTIONS_MAX = 1_000_000;
/** Source: IC resource limits, "Wasm module limits". */
export const CODE_SECTION_BYTES_MAX = 10 * 1024 * 1024;

/** What a 64-bit memory may declare (6 GiB), though it grows no further than MEMORY_PAGES_MAX here. Source: IC resource limits. */
export const MEMORY64_PAGES_DECLARED_MAX = 98_304;

/** Bounds of V8 that instrumented code must keep. Source: v8, src/wasm/wasm-limits.h. */
export const V8_FUNCTION_BYTES_MAX = 7_654_321;
export const V8_LOCALS_MAX = 50_000;

/** Pages of linear memory in which the dirty map lies: one byte for each 4 KiB of 4 GiB. Units: pages of 64 KiB. */
export const SHADOW_PAGES = 16;
/** One less than what V8 can address, so that an access beyond 2^32 never hits. Units: pages of 64 KiB, shadow included. */
export const MEMORY_PAGES_MAX = 65_535;
