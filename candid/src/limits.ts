/**
 * What a Candid message may cost before it is decoded.
 * Bounds: every number is inclusive.
 */
export interface AdmissionLimits {
  /**
   * `header` reads the type table and the argument types only, as long as the message is small; `full` walks every
   * value.
   */
  readonly depth: 'header' | 'full';
  /** Units: bytes of the whole message. */
  readonly bytesMax: number;
  readonly argumentsMax: number;
  /** Entries of the type table. */
  readonly typesMax: number;
  /** Fields, methods, parameters and results over all entries of the type table. */
  readonly fieldsMax: number;
  /** Whether types may contain themselves. */
  readonly recursiveTypes: boolean;
  /** Values without bytes (null, reserved, records of such) that one record may hold beyond its size in bytes. */
  readonly freeValuesMax: number;
  /** Values without bytes that elements of vectors may make in the whole message. */
  readonly zeroSizedElementsMax: number;
  /** Values in the whole message; blobs and other vectors of integers of one size count once. */
  readonly valuesMax: number;
  /** Nesting of values. */
  readonly nestingMax: number;
  /** Units: bytes of one nat or int. */
  readonly integerBytesMax: number;
  /**
   * Above this size the values are walked even at depth `header`: a number may be as long as the message, and
   * decoders take quadratic time for it. Units: bytes of the whole message.
   */
  readonly unwalkedBytesMax: number;
}

/** For the door of a canister: a few thousand instructions of a native canister, about a million of an interpreted one. */
export const DOOR_LIMITS: AdmissionLimits = {
  depth: 'header',
  bytesMax: 2_097_152,
  argumentsMax: 1,
  typesMax: 128,
  fieldsMax: 1_024,
  recursiveTypes: false,
  freeValuesMax: 16,
  zeroSizedElementsMax: 0,
  valuesMax: 20_000,
  nestingMax: 64,
  integerBytesMax: 64,
  unwalkedBytesMax: 2_048,
};

/** For a native decoder that takes any message: everything is walked. */
export const WALK_LIMITS: AdmissionLimits = {
  depth: 'full',
  bytesMax: 10_485_760,
  argumentsMax: 16,
  typesMax: 1_024,
  fieldsMax: 8_192,
  recursiveTypes: true,
  freeValuesMax: 64,
  zeroSizedElementsMax: 10_000,
  valuesMax: 200_000,
  nestingMax: 128,
  integerBytesMax: 64,
  unwalkedBytesMax: 0,
};
