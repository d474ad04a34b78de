import { type CanisterOnRecord, type registry, toHex } from '@indus/client';

/** What the comparison of a canister with its record shows. */
export type CanisterVerdictName =
  /** The subnet proves that there is no such canister. */
  | 'absent'
  /** It runs, and nobody has declared what it should be. */
  | 'unregistered'
  /** Another module runs than was declared, or it has other controllers. */
  | 'differs'
  /** It is what was declared; others have not yet built it to the same bytes. */
  | 'declared'
  /** It is what was declared, and builders of at least two other organisations came to the same bytes. */
  | 'verified'
  /** It is what was declared, and a builder came to other bytes. */
  | 'divergent';

/** Holds what the subnet certifies of a canister against what the registry certifies. */
export function judgeCanister(
  running: CanisterOnRecord | undefined,
  record: registry.CanisterRecord | undefined,
): CanisterVerdictName {
  if (!running) return 'absent';
  if (!record) return 'unregistered';
  const { declared, state } = record;
  const sameModule =
    running.module_hash !== undefined &&
    toHex(running.module_hash) === toHex(Uint8Array.from(declared.expected_sha256));
  if (!sameModule || !sameControllers(running, declared)) return 'differs';
  if ('divergent' in state) return 'divergent';
  return 'verified' in state ? 'verified' : 'declared';
}

function sameControllers(running: CanisterOnRecord, declared: registry.CanisterVersion): boolean {
  const texts = (of: readonly { toText(): string }[]) => of.map((each) => each.toText()).toSorted();
  return texts(running.controllers).join() === texts(declared.controllers).join();
}
