import { candidBomb } from './candid-bomb.ts';
import { mutateBytes } from './mutate-bytes.ts';
import type { Random } from '../sim/random.ts';

/**
 * An argument as a caller of no good will sends it: the typed one, that with some bytes changed, a bomb, noise, or the typed
 * one with `oversizedBytes` zero bytes behind it.
 */
export function hostileArgument(typed: Uint8Array, oversizedBytes: number, random: Random): Uint8Array {
  switch (random.below(8)) {
    case 0:
      return mutateBytes(typed, random);
    case 1:
      return candidBomb(random);
    case 2:
      return random.bytes(random.below(64));
    case 3:
      return Uint8Array.from([...typed, ...new Uint8Array(oversizedBytes)]);
    default:
      return typed;
  }
}
