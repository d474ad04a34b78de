/** A module with custom sections after its own. Bounds: names below 128 bytes. */
export function withSections(
  module: Uint8Array,
  sections: readonly (readonly [name: string, content: Uint8Array])[],
): Uint8Array {
  const parts = sections.map(([name, content]) => {
    const body = Buffer.concat([leb128(name.length), Buffer.from(name), content]);
    return Buffer.concat([Buffer.of(0), leb128(body.length), body]);
  });
  return Uint8Array.from(Buffer.concat([module, ...parts]));
}

function leb128(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}
