/** A section of a module: its number and its content. */
export interface WasmSection {
  readonly id: number;
  readonly content: Uint8Array;
}

const MAGIC = Buffer.from('0061736d01000000', 'hex');
const CODE = 10;

/** The sections of a well-formed module. */
export function sectionsOf(module: Uint8Array): WasmSection[] {
  const sections: WasmSection[] = [];
  for (let at = MAGIC.length; at < module.length;) {
    const [size, start] = readLeb(module, at + 1);
    sections.push({ id: module[at] as number, content: module.subarray(start, start + size) });
    at = start + size;
  }
  return sections;
}

/** The module of the sections, in their order. */
export function moduleOf(sections: readonly WasmSection[]): Uint8Array {
  const parts = sections.flatMap(({ id, content }) => [Uint8Array.of(id), writeLeb(content.length), content]);
  return new Uint8Array(Buffer.concat([MAGIC, ...parts]));
}

/** The function bodies of a code section, without their sizes. */
export function bodiesOf(content: Uint8Array): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  const [count, first] = readLeb(content, 0);
  for (let at = first; bodies.length < count && at < content.length;) {
    const [size, start] = readLeb(content, at);
    bodies.push(content.subarray(start, start + size));
    at = start + size;
  }
  return bodies;
}

/** The code section of the bodies. */
export function codeOf(bodies: readonly Uint8Array[]): WasmSection {
  const parts = bodies.flatMap((body) => [writeLeb(body.length), body]);
  return { id: CODE, content: Buffer.concat([writeLeb(bodies.length), ...parts]) };
}

/** A custom section. */
export function customOf(name: Uint8Array, content: Uint8Array): WasmSection {
  return { id: 0, content: Buffer.concat([writeLeb(name.length), name, content]) };
}

/** Unsigned LEB128. */
export function writeLeb(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Uint8Array.of(...bytes, rest);
    bytes.push((rest & 127) | 128);
  }
}

function readLeb(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}
