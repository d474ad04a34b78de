import { join } from 'node:path';
import type { Identity } from '@indus/client';
import { keyFileIdentity } from './key-file.ts';
import type { StateFolder } from './state-folder.ts';

/** Who acts on a development network: the developer, and board members made for the purpose. */
export interface DevelopmentKeys {
  /** Controller of the canisters and first member of the board. */
  readonly developer: Identity;
  /** All members of the board, the developer first. */
  readonly board: readonly Identity[];
}

/** Members of a development network's board, the developer among them. */
export const BOARD_MEMBERS = 3;
/** Approvals that the board of a development network needs. */
export const BOARD_THRESHOLD = 2;

/** The keys of a state folder, made when they do not exist. */
export async function developmentKeys(state: StateFolder): Promise<DevelopmentKeys> {
  const developer = await keyFileIdentity(join(state.keys, 'developer.pem'));
  const board = [developer];
  for (let member = 2; member <= BOARD_MEMBERS; member++) {
    board.push(await keyFileIdentity(join(state.keys, `board-${member}.pem`)));
  }
  return { developer, board };
}
