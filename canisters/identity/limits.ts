import type { RateClass } from '@indus/kit/rate-limit';

const NS_PER_SECOND = 1_000_000_000n;
const NS_PER_MINUTE = 60n * NS_PER_SECOND;
const NS_PER_DAY = 24n * 60n * NS_PER_MINUTE;

/** Units: bytes of an argument; a device with every field at its bound fits. */
export const REQUEST_SIZE_BYTES_MAX = 8_192;

/** Units: devices of an anchor. */
export const DEVICES_MAX = 10;

/** Units: bytes of a public key, DER; an RSA key of 2,048 bits has some 310. */
export const PUBLIC_KEY_SIZE_BYTES_MAX = 600;

/** Units: bytes. Source: Web Authentication Level 2, "Credential ID". */
export const CREDENTIAL_ID_SIZE_BYTES_MAX = 1_023;

/** Units: bytes of the model of an authenticator. Source: Web Authentication Level 2, "AAGUID". */
export const AAGUID_SIZE_BYTES = 16;

/** Units: characters of a device's name. */
export const ALIAS_CHARACTERS_MAX = 64;

/** Units: characters. Source: Internet Identity specification: its length goes into the seed as one byte. */
export const ORIGIN_CHARACTERS_MAX = 255;

/** Life of a delegation for which none is asked. Source: Internet Identity specification. Units: nanoseconds. */
export const DELEGATION_DEFAULT_NS = 30n * NS_PER_MINUTE;

/** The longest life of a delegation, and of a session. Source: Internet Identity specification. Units: nanoseconds. */
export const DELEGATION_MAX_NS = 30n * NS_PER_DAY;

/** How long a prepared signature can be fetched. Units: nanoseconds. */
export const SIGNATURE_LIFE_NS = NS_PER_MINUTE;

/** Life of a session for which none is asked. Units: nanoseconds. */
export const SESSION_DEFAULT_NS = 8n * 60n * NS_PER_MINUTE;

/** Life of each delegation of a session: what ending it leaves. Units: nanoseconds. */
export const SESSION_DELEGATION_NS = 15n * NS_PER_MINUTE;

/** Sessions of an anchor; one more ends the one that was renewed the longest ago. */
export const SESSIONS_MAX = 32;

/** How long a further device may be enrolled. Source: Internet Identity specification. Units: nanoseconds. */
export const ENROLMENT_NS = 15n * NS_PER_MINUTE;

/** Codes that may be tried before the enrolment is over. Source: Internet Identity specification. */
export const CODE_TRIES = 5;

/** Entries that are kept of an anchor's activity. */
export const ACTIVITY_KEPT = 200;

/** Entries of a page of activity. */
export const ACTIVITY_PAGE_MAX = 100;

/** The first anchor unless told. */
export const ANCHORS_FROM = 10_000n;

/** Behind the last anchor unless told: with all of them the stable memory is a fifth full. */
export const ANCHORS_TO = 10_000_000n;

/** Registrations unless told: one more each ten seconds, 1,000 at once. Units: nanoseconds. */
export const REGISTRATION_NS = 10n * NS_PER_SECOND;
export const REGISTRATIONS_AT_ONCE = 1_000n;

/** How long the challenge of a registration is good at least. Units: nanoseconds. */
export const CHALLENGE_NS = 5n * NS_PER_MINUTE;

/** Zero bits of the proof of work: from half of the registrations used up to the last one. */
export const ZERO_BITS_FROM = 12;
export const ZERO_BITS_TO = 22;

/** Credentials of an anchor. */
export const CREDENTIALS_MAX = 20;

/** Units: bytes of a commitment. */
export const COMMITMENT_SIZE_BYTES = 32;

/** How long a credential waits to be accepted. Units: nanoseconds. */
export const CREDENTIAL_WAITS_NS = 90n * NS_PER_DAY;

/** Life of a statement: long enough to be handed over. Units: nanoseconds. */
export const STATEMENT_NS = 15n * NS_PER_MINUTE;

/** Units: bytes of a statement. */
export const STATEMENT_SIZE_BYTES_MAX = 2_048;

/** Calls of one device, session key or official. */
export const CALLS: RateClass = { name: 'calls', burst: 120, perMinute: 60 };

/**
 * Signatures of one principal at one front-end. With a life of a minute no more than SEED_SIGNATURES_MAX of the kit can be
 * there at a time: a burst, and what comes back within the minute.
 */
export const SIGNATURES: RateClass = { name: 'signatures', burst: 8, perMinute: 8 };
