/** Bounds of the subnet. Source: IC resource limits and interface specification; units are in the names. */

export const INSTRUCTIONS_UPDATE_MAX = 40_000_000_000n;
export const INSTRUCTIONS_QUERY_MAX = 5_000_000_000n;
export const INSTRUCTIONS_INSTALL_MAX = 300_000_000_000n;
/** Canisters that may ask each other in a row within one composite query. */
export const COMPOSITE_DEPTH_MAX = 6;
export const INSTRUCTIONS_INSPECT_MAX = 200_000_000n;

export const REPLY_BYTES_MAX = 2 * 1024 * 1024;
export const QUERY_REPLY_BYTES_MAX = 3 * 1024 * 1024;
export const CALL_PAYLOAD_BYTES_MAX = 10 * 1024 * 1024;
export const INGRESS_PAYLOAD_BYTES_MAX = 2 * 1024 * 1024;
export const HTTP_BODY_BYTES_MAX = 4 * 1024 * 1024;

export const MODULE_BYTES_MAX = 100 * 1024 * 1024;
export const CHUNK_BYTES_MAX = 1024 * 1024;
export const CERTIFIED_DATA_BYTES_MAX = 32;
export const CONTROLLERS_MAX = 10;
export const QUEUE_CAPACITY = 500;

export const WASM_PAGE_BYTES = 65_536;
/** The unit of dirty tracking, rollback and storage, for heap and stable memory alike. */
export const STATE_PAGE_BYTES = 4096;
export const STABLE_BYTES_MAX = 500n * 1024n * 1024n * 1024n;

/** Ingress is accepted when its expiry lies within now .. now + this. */
export const INGRESS_WINDOW_NS = 5n * 60n * 1_000_000_000n;
/** Clock drift that is forgiven at the far end of the ingress window. */
export const INGRESS_DRIFT_NS = 60n * 1_000_000_000n;
/** How long a synchronous call waits for its certificate before 202 is answered. */
export const CALL_WAIT_MS = 10_000;
