/** Admission of Candid messages before they are decoded. */
export { admitCandid, type Admission } from './admit-candid.ts';
export { DOOR_LIMITS, WALK_LIMITS, type AdmissionLimits } from './limits.ts';
export type { CandidRefusal, RefusalKind } from './refusal.ts';
