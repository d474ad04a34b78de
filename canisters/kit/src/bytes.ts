/** The parts one after another in a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 2) return concatTwo(parts[0] as Uint8Array, parts[1] as Uint8Array);
  const count = parts.length;
  let size = 0;
  for (let index = 0; index < count; index += 1) size += (parts[index] as Uint8Array).length;
  const whole = new Uint8Array(size);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const part = parts[index] as Uint8Array;
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The common case: in QuickJS the loops cost as much as all else. */
function concatTwo(first: Uint8Array, second: Uint8Array): Uint8Array {
  const size = first.length;
  const whole = new Uint8Array(size + second.length);
  whole.set(first);
  whole.set(second, size);
  return whole;
}

/** Byte strings up to this size are compared as text. */
const TEXT_SIZE_BYTES_MAX = 4_096;

/** Whether both hold the same bytes. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  return a.length <= TEXT_SIZE_BYTES_MAX ? latin1(a) === latin1(b) : compareBytes(a, b) === 0;
}

/**
 * One character for each byte: text is compared and looked up natively, at a tenth of the instructions of a loop.
 * Bounds: up to 65,534 bytes.
 */
export function latin1(bytes: Uint8Array): string {
  // With a spread QuickJS would go through an iterator.
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

/** Order of the two as byte strings: negative, zero or positive; a prefix comes before what it begins. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const difference = (a[at] as number) - (b[at] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * Lower-case hexadecimal form, for keys of in-memory maps and for messages.
 * Units: two characters a byte.
 */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}
