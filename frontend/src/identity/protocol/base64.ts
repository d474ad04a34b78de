/** Bytes as base64 text. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Bytes of base64 text, with the alphabet for addresses too; undefined when it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const plain = text.replaceAll('-', '+').replaceAll('_', '/');
    return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
