import type { Principal } from '@dfinity/principal';
import { toHex } from '@indus/kit/bytes';
import type { Board, BoardMembers } from './board.ts';
import { BOARD_MEMBERS_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';

/**
 * Holds a board against its bounds: 1 to BOARD_MEMBERS_MAX distinct members, none anonymous, 1 <= threshold <= members.
 * Errors: Invalid.
 */
export function checkBoard({ members, threshold }: BoardMembers): void {
  if (members.length < 1) refuseInvalid('members', 'expected at least 1 principal, got 0', 1);
  if (members.length > BOARD_MEMBERS_MAX) {
    refuseInvalid(
      'members',
      `expected at most ${BOARD_MEMBERS_MAX} principals, got ${members.length}`,
      BOARD_MEMBERS_MAX,
    );
  }
  const seen = new Set<string>();
  for (const member of members) {
    if (member.isAnonymous()) refuseInvalid('members', 'expected signed principals, got the anonymous one');
    seen.add(toHex(member.toUint8Array()));
  }
  if (seen.size < members.length) refuseInvalid('members', 'expected distinct principals, got one twice');
  if (threshold < 1) refuseInvalid('threshold', 'expected at least 1 approval, got 0', 1);
  if (threshold > members.length) {
    refuseInvalid(
      'threshold',
      `expected at most ${members.length} approvals, got ${threshold}`,
      members.length,
    );
  }
}

/** Errors: NotBoardMember. */
export function checkOnBoard(board: Board, caller: Principal): void {
  if (!board.members.some((member) => samePrincipal(member, caller))) refuse({ NotBoardMember: { caller } });
}

/** Whether both are one principal. */
export function samePrincipal(a: Principal, b: Principal): boolean {
  return a.compareTo(b) === 'eq';
}
