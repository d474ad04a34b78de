/** The id that an address names; undefined when it names none. Bounds: 1 to 2^64 - 1. */
export function idOfAddress(segment: string): bigint | undefined {
  if (!/^[1-9]\d{0,19}$/.test(segment)) return undefined;
  const id = BigInt(segment);
  return id < 1n << 64n ? id : undefined;
}
