import { INGRESS_PAYLOAD_BYTES_MAX } from '../limits.ts';

/** Bounds of the HTTP gateway; units are in the names. */

/** A request, encoded for the canister: what an update call takes, as any request may become one. */
export const REQUEST_BYTES_MAX = INGRESS_PAYLOAD_BYTES_MAX;
export const TARGET_CHARS_MAX = 8_192;
export const REQUEST_HEADERS_MAX = 128;
export const REQUEST_HEADER_BYTES_MAX = 32 * 1024;

/** A response of a canister. Certificates make large headers. */
export const RESPONSE_HEADERS_MAX = 256;
export const RESPONSE_HEADER_BYTES_MAX = 256 * 1024;
/** A body that is put together from several answers, and all such bodies under way together. */
export const BODY_BYTES_MAX = 64 * 1024 * 1024;
export const BODIES_BYTES_MAX = 256 * 1024 * 1024;
/** Source: dfinity/http-gateway 07bc0f3e, packages/ic-http-gateway-protocol/src/response/response_handler.rs. */
export const CALLBACKS_MAX = 1_000;

/** How long an upgraded request waits for its certificate. */
export const UPDATE_WAIT_MS = 60_000;
/** How long the ingress message of an upgraded request may live. */
export const UPDATE_EXPIRY_NS = 4n * 60n * 1_000_000_000n;

/** How far the time of a certificate may lie from now. Source: HTTP gateway protocol, "Certificate Validation". */
export const CERTIFICATE_AGE_NS_MAX = 5n * 60n * 1_000_000_000n;
/** Nesting of the tree beside a certificate. */
export const TREE_DEPTH_MAX = 512;
export const EXPRESSION_CHARS_MAX = 16_384;
/** Certificates whose signature was checked and need not be again. */
export const CERTIFICATES_KEPT_MAX = 64;

/** A file of a site, and the files of one site that are kept in memory. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;
export const SITE_BYTES_KEPT_MAX = 128 * 1024 * 1024;
