/** Units: principals on the board. */
export const BOARD_MEMBERS_MAX = 25;

/** Units: proposals that take votes at the same time. */
export const OPEN_PROPOSALS_MAX = 32;

/** How long a proposal takes votes: 14 days. Units: nanoseconds. */
export const PROPOSAL_LIFE_NS = 14n * 24n * 60n * 60n * 1_000_000_000n;

/** Units: characters of one name. */
export const NAME_CHARACTERS_MAX = 200;

/** Units: characters of one contact field. */
export const CONTACT_CHARACTERS_MAX = 200;

/** Units: characters of the reason of a suspension or reinstatement. */
export const REASON_CHARACTERS_MAX = 1_000;

/** Units: principals with a role in one organisation. */
export const ORGANISATION_MEMBERS_MAX = 10_000;

/** Ids of organisations are kept in 32-bit indexes. Units: organisations ever admitted. */
export const ORGANISATIONS_MAX = 0xffff_ffff;

/** Units: characters of a search text. */
export const SEARCH_CHARACTERS_MAX = 100;

/** Units: records of one page of organisations or members. */
export const PAGE_RECORDS_MAX = 50;

/** Units: records of one page of proposals. */
export const PAGE_PROPOSALS_MAX = 20;

/** Units: entries of one page of the log. */
export const PAGE_LOG_ENTRIES_MAX = 50;

/** How many records one search or listing looks at before it answers what it has. Units: records. */
export const SCAN_RECORDS_MAX = 500;

/** How many blocks of the name index one search looks at before it answers what it has. Units: blocks of 2,048 ids. */
export const SCAN_BLOCKS_MAX = 200;

/** Terms of a search text that are looked up in each block; the others are left to the comparison with the names. */
export const SCAN_GRAMS_MAX = 4;

/** Units: bytes of the argument of `propose`: five names, contact and reason at four bytes a character, and the type table. */
export const ACTION_SIZE_BYTES_MAX = 16_384;

/** Units: bytes of the argument of the other methods. */
export const REQUEST_SIZE_BYTES_MAX = 2_048;

/** Units: characters of the code of a purpose or record class, or of the name of a parameter. */
export const CODE_CHARACTERS_MAX = 64;

/** Units: characters that say where the law stands. */
export const STATUTE_CHARACTERS_MAX = 200;

/** Units: organisations that may issue records of one class. */
export const RECORD_CLASS_ISSUERS_MAX = 100;

/** Units: purposes, and as many record classes, retired ones counted. */
export const CODES_MAX = 10_000;

/** How long a caller's idempotency keys are remembered: a day. Units: nanoseconds. */
export const IDEMPOTENCY_LIFE_NS = 24n * 60n * 60n * 1_000_000_000n;

/** Units: idempotency keys that a caller may have remembered at the same time. */
export const IDEMPOTENCY_KEYS_MAX = 64;

/** Units: bytes of a SHA-256 hash. */
export const HASH_SIZE_BYTES = 32;

/** Units: characters of the address of a repository. */
export const REPOSITORY_CHARACTERS_MAX = 200;

/** Units: characters that say how a module is built. */
export const RECIPE_CHARACTERS_MAX = 1_000;

/** Units: controllers of a canister; the IC allows as many. */
export const CONTROLLERS_MAX = 10;

/** Units: canisters that one organisation may ever register. */
export const ORGANISATION_CANISTERS_MAX = 1_000;

/** Units: builders that may ever be registered. */
export const BUILDERS_MAX = 1_000;

/** Units: organisations, other than the owner, whose builders must agree. */
export const BUILDERS_TO_VERIFY = 2;

/** Units: attestations of one source. */
export const ATTESTATIONS_PER_SOURCE_MAX = 64;

/** Canisters of a source that an attestation settles at once; the others follow at their next check. */
export const ATTESTED_CANISTERS_MAX = 16;

/** Changes of a canister's history that a check looks at; the IC keeps 20. */
export const CHECKED_CHANGES_MAX = 20;

/** Units: characters of the note of an acknowledgement. */
export const NOTE_CHARACTERS_MAX = 1_000;

/** Approvals that an upgrade needs at least, whatever the board's threshold. */
export const UPGRADE_APPROVALS_MIN = 2;

/** How far ahead the effect of an upgrade may lie: 366 days. Units: nanoseconds. */
export const UPGRADE_AHEAD_MAX_NS = 366n * 24n * 60n * 60n * 1_000_000_000n;
