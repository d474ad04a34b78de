import { encodeBoard, Principal } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { isObject, readJsonObject } from '../state/read-json.ts';

/** Gives the Candid message that a canister is installed with. */
export type InitArguments = (canister: string) => Uint8Array;

/** The first board of a registry. */
export interface Board {
  readonly members: readonly Principal[];
  readonly threshold: number;
}

/** A Candid message without values. Source: Candid specification, "Parameters and results". */
const NO_ARGUMENTS = Uint8Array.from([...new TextEncoder().encode('DIDL'), 0, 0]);

/**
 * Init arguments for a project: the registry gets a board, every other canister no argument.
 * Errors, when a registry is to be installed: CommandFailed `bad_option` without a board.
 */
export function initArguments(board: Board | undefined): InitArguments {
  return (canister) => {
    if (canister !== 'registry') return NO_ARGUMENTS;
    if (!board) {
      throw new CommandFailed(
        'bad_option',
        'expected the board of the registry: add --init FILE with {"registry":{"members":["<principal>"],"threshold":1}}',
      );
    }
    return encodeBoard({ members: [...board.members], threshold: board.threshold });
  };
}

/**
 * The board in an init file: `{"registry": {"members": ["<principal>", …], "threshold": m}}`.
 * Errors: CommandFailed `bad_option`, `state_invalid`.
 */
export async function readBoardFile(path: string): Promise<Board> {
  const registry = (await readJsonObject(path))?.['registry'];
  if (
    !isObject(registry) ||
    !Array.isArray(registry['members']) ||
    typeof registry['threshold'] !== 'number'
  ) {
    throw new CommandFailed('bad_option', `expected registry.members and registry.threshold in ${path}`);
  }
  const texts: readonly unknown[] = registry['members'];
  return { members: texts.map((text) => parseMember(text, path)), threshold: registry['threshold'] };
}

/** The argument of an upgrade: the house's canisters take none. */
export const UPGRADE_ARGUMENT = NO_ARGUMENTS;

function parseMember(text: unknown, path: string): Principal {
  try {
    return Principal.fromText(String(text));
  } catch (cause) {
    throw new CommandFailed('bad_option', `expected a principal in ${path}, got "${String(text)}"`, {
      cause,
    });
  }
}
