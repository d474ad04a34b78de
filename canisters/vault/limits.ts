/** Buckets over which the subjects of a whole system are spread. Bounds: a power of two. */
export const BUCKETS_MAX = 4_096;

/** Units: bytes of a record's body. */
export const BODY_SIZE_BYTES_MAX = 65_536;

/** Units: bytes of the bodies of one answer together. */
export const BODIES_SIZE_BYTES_MAX = 1_048_576;

/** Units: bytes of salt before a body, and in a ledger entry. */
export const SALT_SIZE_BYTES = 16;

/** Units: characters of a media type. */
export const MEDIA_TYPE_CHARACTERS_MAX = 100;

/** Units: characters of a name or office on whose behalf a system asks. */
export const ON_BEHALF_CHARACTERS_MAX = 100;

/** Units: characters of a case or file number. */
export const REFERENCE_CHARACTERS_MAX = 200;

/** Units: characters of reasons, grounds, claims and answers. */
export const REASON_CHARACTERS_MAX = 1_000;

/** A reason for break-glass says something. Units: characters. */
export const BREAK_GLASS_REASON_CHARACTERS_MIN = 10;

/** Units: bytes of an idempotency key. */
export const IDEMPOTENCY_KEY_SIZE_BYTES_MAX = 64;

/** Idempotency keys that are remembered for a subject; the oldest goes first. */
export const IDEMPOTENCY_KEYS_MAX = 1_000;

/** Units: record classes named in one consent, read or grant. */
export const RECORD_CLASSES_MAX = 20;

/** Units: records of one read by others. */
export const READ_RECORDS_MAX = 20;

/** How many records one read looks at before it answers what it has. Units: records. */
export const SCAN_RECORDS_MAX = 500;

/** Units: items or ledger leaves of one page. */
export const PAGE_ITEMS_MAX = 50;

/** Items of one kind held on one subject. */
export const ITEMS_MAX = 100_000n;

/** Units: factors of one decision. */
export const FACTORS_MAX = 50;

/** How long a grant of power of attorney may last: ten years. Units: nanoseconds. */
export const GRANT_LIFE_MAX_NS = 3_653n * 24n * 60n * 60n * 1_000_000_000n;

/** Units: bytes of the argument of methods that carry a body. */
export const BODY_REQUEST_SIZE_BYTES_MAX = BODY_SIZE_BYTES_MAX + 4_096;

/** Units: bytes of the argument of methods that carry reasons or terms. */
export const TEXT_REQUEST_SIZE_BYTES_MAX = 32_768;

/** Units: bytes of the argument of the other methods. */
export const REQUEST_SIZE_BYTES_MAX = 4_096;
