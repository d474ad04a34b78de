/**
 * Appends a public IC metadata section to a WebAssembly module.
 * Shape: custom section `icp:public <name>` at the module's end; the other sections keep their bytes.
 * Source: IC interface specification, "Canister module format"; WebAssembly core specification 2.0, section 5.5.3.
 */
export function appendPublicMetadata(module: Uint8Array, name: string, content: Uint8Array): Uint8Array {
  const sectionName = new TextEncoder().encode(`icp:public ${name}`);
  const nameSize = encodeU32Leb128(sectionName.length);
  const sectionSize = encodeU32Leb128(nameSize.length + sectionName.length + content.length);
  return Buffer.concat([module, Uint8Array.of(0), sectionSize, nameSize, sectionName, content]);
}

/** Encodes an unsigned 32-bit number in LEB128, in as few bytes as possible. */
export function encodeU32Leb128(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return Uint8Array.from(bytes);
}
