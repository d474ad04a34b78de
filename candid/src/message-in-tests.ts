import { admitCandid, DOOR_LIMITS, WALK_LIMITS, type AdmissionLimits, type RefusalKind } from './index.ts';

const DIDL = [0x44, 0x49, 0x44, 0x4c];
/** Both published sets of limits, by name. */
export const BOTH: readonly (readonly [string, AdmissionLimits])[] = [
  ['door', DOOR_LIMITS],
  ['walk', WALK_LIMITS],
];

/** A message of the magic and the given bytes. */
export function message(...bytes: number[]): Uint8Array {
  return Uint8Array.from([...DIDL, ...bytes]);
}

/** Unsigned LEB128. */
export function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** Kind and position of a refusal. */
export function refusal(
  bytes: Uint8Array,
  limits: AdmissionLimits,
): { kind: RefusalKind; position: number } | 'admitted' {
  const admission = admitCandid(bytes, limits);
  if (admission.ok) return 'admitted';
  return { kind: admission.reason.kind, position: admission.reason.position };
}
