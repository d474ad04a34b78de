/**
 * Instructions charged for each byte that leaves the canister in a message.
 * Source: dfinity/ic, rs/embedders/src/wasmtime_embedder/linker.rs (BYTE_TRANSMISSION_COST_FACTOR).
 */
export const TRANSMISSION_FACTOR = 50;
