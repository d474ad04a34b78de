/** Admission of Candid messages before they are decoded, and the one look into them that needs no decoder. */
export { admitCandid, type Admission } from './admit-candid.ts';
export { fieldId, findPrincipal } from './find-principal.ts';
export { DOOR_LIMITS, WALK_LIMITS, type AdmissionLimits } from './limits.ts';
export type { CandidRefusal, RefusalKind } from './refusal.ts';
