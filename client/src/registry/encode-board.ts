import { IDL } from '@dfinity/candid';
import { type BoardMembers, init } from '../generated/registry.ts';

/** The argument that a registry is installed with: its first board. */
export function encodeBoard(board: BoardMembers): Uint8Array {
  return IDL.encode(init({ IDL }), [board]);
}
