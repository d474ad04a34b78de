/** Bounds of the management canister; those that other parts of the subnet share are in limits.ts. */

/** Source: IC interface specification, "Implementation-specific limits": CHUNK_STORE_SIZE and MAX_CHUNKS_IN_LARGE_WASM. */
export const CHUNK_STORE_SIZE = 100;
export const CHUNKS_IN_LARGE_WASM_MAX = 100;

/** Source: interface specification, "create_canister"; dfinity/ic rs/config for the environment, in UTF-8 bytes. */
export const ALLOWED_VIEWERS_MAX = 10;
export const ENVIRONMENT_VARIABLES_MAX = 20;
export const ENVIRONMENT_NAME_BYTES_MAX = 128;
export const ENVIRONMENT_VALUE_BYTES_MAX = 128;

/** A limit of 0 turns logging off. Source: dfinity/ic rs/types/types/src/canister_log.rs. */
export const LOG_MEMORY_LIMIT_MIN = 4_096n;
export const LOG_MEMORY_LIMIT_MAX = 2n * 1024n * 1024n;
/** Units: bytes of records in one reply of fetch_canister_logs. */
export const LOG_REPLY_BYTES_MAX = 2_000_000;
/** Index, time and length of a log record. */
export const LOG_RECORD_OVERHEAD_BYTES = 20;

/** Bounds of settings. Source: interface specification, "create_canister". */
export const WASM_MEMORY_LIMIT_MAX = 2n ** 48n;
export const NAT64_MAX = 2n ** 64n - 1n;
export const CYCLES_MAX = 2n ** 128n - 1n;

/** Source: published cycle costs, 13-node subnet. */
export const CREATION_FEE_CYCLES = 500_000_000_000n;
/** Source: IC interface specification, DEFAULT_PROVISIONAL_CYCLES_BALANCE; value of dfinity/ic rs/config. */
export const PROVISIONAL_CYCLES_DEFAULT = 100_000_000_000_000n;

/** Units: percent. Source: published cycle costs, "Compute allocation". */
export const COMPUTE_CAPACITY = 299n;
/** Source: published resource limits, "Subnet capacity"; published cycle costs, "Storage reservation". */
export const SUBNET_MEMORY_CAPACITY_BYTES = 2n * 1024n * 1024n * 1024n * 1024n;
export const SUBNET_MEMORY_THRESHOLD_BYTES = 750n * 1024n * 1024n * 1024n;

/** Work that methods are charged for. Units: instructions. Source: dfinity/ic rs/config/src/subnet_config.rs. */
export const UPLOAD_CHUNK_INSTRUCTIONS = 200_000_000n;
/** Besides one for each byte of the snapshot. */
export const SNAPSHOT_INSTRUCTIONS = 2_000_000_000n;
/** Besides one for each byte that is read or written. */
export const SNAPSHOT_DATA_INSTRUCTIONS = 5_000_000n;
/** What installations may use in a second of the subnet's time before they hold back the next one. */
export const INSTALL_INSTRUCTIONS_PER_SECOND = 2_000_000_000n;

/** A stop that takes longer is given up; the canister stays stopping. */
export const STOP_TIMEOUT_NS = 5n * 60n * 1_000_000_000n;

/** Source: interface specification, "ecdsa_public_key" and "sign_with_ecdsa". */
export const DERIVATION_PATH_ELEMENTS_MAX = 255;
export const MESSAGE_HASH_BYTES = 32;

/** Source: interface specification, "take_canister_snapshot" (MAX_SNAPSHOTS); value of the published resource limits. */
export const SNAPSHOTS_MAX = 10;
/** Units: bytes in one call of read_canister_snapshot_data. Source: dfinity/ic rs/config (MAX_SLICE_SIZE_BYTES). */
export const SNAPSHOT_SLICE_BYTES_MAX = 2_000_000;
/** Units: bytes. The largest heaps of 32-bit and of 64-bit memories. Source: published resource limits. */
export const HEAP_BYTES_MAX = 6 * 1024 * 1024 * 1024;
/** Source: dfinity/ic rs/embedders, number of globals of a module. */
export const GLOBALS_MAX = 1_000;

/** What subnet_info tells: this implementation, and a registry that never changes. */
export const REPLICA_VERSION = 'indus';
export const REGISTRY_VERSION = 1n;
