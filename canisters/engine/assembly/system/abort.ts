import { trap } from './ic0';

/** What the compiler calls at a broken invariant: the message is undone, and its sender told where. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  const text =
    (message === null ? 'abort' : message) + ' at ' + (file === null ? '' : file) + ':' + line.toString();
  const bytes = String.UTF8.encode(text);
  trap(changetype<usize>(bytes), <usize>bytes.byteLength);
}
