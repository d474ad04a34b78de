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

/** Units: uses of one answer in the shape of the data tracker. */
export const USAGES_MAX = 100;

/** Units: bytes of one part of an export. */
export const IMPORT_PART_SIZE_BYTES_MAX = 524_288;

/** Units: bytes of an export. */
export const IMPORT_SIZE_BYTES_MAX = 8 * 1_048_576;

/** Rows of an export: what one message can take in. */
export const IMPORT_ROWS_MAX = 2_000;

/** Units: bytes of one item of an export. */
export const EXPORTED_ITEM_SIZE_BYTES_MAX = 262_144;

/** Units: bytes of the argument of import_export. */
export const IMPORT_REQUEST_SIZE_BYTES_MAX = IMPORT_PART_SIZE_BYTES_MAX + 4_096;

/** Items of one kind held on one subject. */
export const ITEMS_MAX = 100_000n;

/** Units: records of one ticket. */
export const TICKET_RECORDS_MAX = 20;

/** Units: characters of an official's own reasons: they say something. */
export const DECISION_REASONS_CHARACTERS_MIN = 10;

/** Units: characters of an official's own reasons. */
export const DECISION_REASONS_CHARACTERS_MAX = 4_000;

/** Units: characters of the name of a factor. */
export const FACTOR_NAME_CHARACTERS_MAX = 100;

/** Units: characters of what is said of a factor in one language. */
export const FACTOR_WORDS_CHARACTERS_MAX = 300;

/** Units: factors of one decision. */
export const FACTORS_MAX = 50;

/** How long a grant of power of attorney may last: ten years. Units: nanoseconds. */
export const GRANT_LIFE_MAX_NS = 3_653n * 24n * 60n * 60n * 1_000_000_000n;

/** Grants in force, or yet to begin, to one and the same delegate. */
export const GRANTS_TO_ONE_MAX = 20;

/** How long a guardian may be one: from birth to the day of age. Units: nanoseconds. */
export const GUARDIAN_LIFE_MAX_NS = 6_575n * 24n * 60n * 60n * 1_000_000_000n;

/** How long a consent may run: five years. Units: nanoseconds. */
export const CONSENT_LIFE_MAX_NS = 1_826n * 24n * 60n * 60n * 1_000_000_000n;

/** How long a reader may be allowed to keep data that it may not keep for ever: a hundred years. Units: nanoseconds. */
export const DATA_LIFE_MAX_NS = 36_500n * 24n * 60n * 60n * 1_000_000_000n;

/** Reads that a consent may allow within one unit of its frequency. */
export const FREQUENCY_READS_MAX = 10_000;

/** Changes of one consent that are written down; beyond it can only be revoked or expire. */
export const CONSENT_CHANGES_MAX = 100;

/** Units: bytes of a vetKD transport key: a compressed point of G1 of BLS12-381. */
export const TRANSPORT_KEY_SIZE_BYTES = 48;

/** Magic, epoch, a content key of 32 bytes sealed by IBE, nonce and tag. Units: bytes. */
export const SEALED_BODY_SIZE_BYTES_MIN = 6 + 4 + 168 + 12 + 16;

/** Goes with each derivation: more than it costs on any subnet, the rest comes back. Units: cycles. */
export const VETKD_DERIVE_CYCLES = 30_000_000_000n;

/** Units: bytes of the argument of methods that carry a body. */
export const BODY_REQUEST_SIZE_BYTES_MAX = BODY_SIZE_BYTES_MAX + 4_096;

/** Units: bytes of the argument of a decision: 50 factors in five languages. */
export const DECISION_REQUEST_SIZE_BYTES_MAX = 131_072;

/** Units: bytes of the argument of methods that carry reasons or terms. */
export const TEXT_REQUEST_SIZE_BYTES_MAX = 32_768;

/** Units: bytes of the argument of the other methods. */
export const REQUEST_SIZE_BYTES_MAX = 4_096;

/** Shards of one vault. */
export const SHARDS_MAX = 1_000;

/** Units: bytes of the argument that names all shards. */
export const SHARDS_REQUEST_SIZE_BYTES_MAX = 262_144;

/** When a chunk of a bucket on its way is full; one more row of up to 66,000 bytes fits. Units: bytes. */
export const CHUNK_SIZE_BYTES_MAX = 900_000;

/** When a chunk is full by the work that it makes; a row that is only put in its place is 1. */
export const CHUNK_WEIGHT_MAX = 800;

/** Names of rows that are looked at for one chunk. */
export const CHUNK_NAMES_MAX = 3_000;

/** Units: bytes of the argument that carries a chunk. */
export const CHUNK_REQUEST_SIZE_BYTES_MAX = 1_048_576;

/** When the rows that have changed since are few enough to send them while nobody changes more. */
export const HANDOVER_ROWS_MAX = 400;

/** Chunks in a row that may bring no answer before a move is given up. */
export const MOVE_FAILURES_MAX = 100;

/** Rows that are destroyed in one message. */
export const CLEAR_ROWS_MAX = 2_000;
