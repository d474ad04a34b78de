/** An input that is a line of text and bytes, in one. */
export interface FramedInput {
  readonly line: string;
  readonly bytes: Uint8Array;
}

/** The line, a line feed and the bytes. */
export function frame(line: string, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.from(`${line}\n`), bytes]));
}

/** What `frame` put together; without a line feed all is line. */
export function unframe(input: Uint8Array): FramedInput {
  const at = input.indexOf(10);
  const end = at < 0 ? input.length : at;
  return { line: Buffer.from(input.subarray(0, end)).toString('utf8'), bytes: input.slice(end + 1) };
}
