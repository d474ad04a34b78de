/**
 * Bounds of an outcall; bytes of a request or response are those of header names, header values and body.
 * Source: interface specification, "http_request".
 */
export const URL_BYTES_MAX = 8_192;
export const HEADERS_MAX = 64;
export const HEADER_PART_BYTES_MAX = 8 * 1024;
/** Units: bytes of one header, name and value. Source: dfinity/ic rs/types/management_canister_types/src/http.rs. */
export const HEADER_BYTES_MAX = 2 * HEADER_PART_BYTES_MAX;
export const HEADERS_BYTES_MAX = 48 * 1024;
export const OUTCALL_REQUEST_BYTES_MAX = 2_000_000;
export const OUTCALL_RESPONSE_BYTES_MAX = 2_000_000;

/** Outcalls of all canisters that wait for their answer. Source: dfinity/ic rs/config/src/execution_environment.rs. */
export const OUTCALLS_IN_FLIGHT_MAX = 3_000;

/**
 * How long a web server has for its whole answer, by the machine's clock, and how long an outcall may be under way, by
 * the subnet's. Source: dfinity/ic rs/https_outcalls/client and rs/https_outcalls/consensus.
 */
export const SERVER_TIMEOUT_MS = 30_000;
export const OUTCALL_TIMEOUT_NS = 60_000_000_000n;

/** What the IC calls itself where a canister does not say. Source: interface specification, "http_request". */
export const USER_AGENT = 'ic/1.0';
