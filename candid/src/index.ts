/** Admission of Candid messages before they are decoded, and looks into them that need no decoder. */
export { admitCandid, type Admission } from './admit-candid.ts';
export { fieldId, findPrincipal } from './find-principal.ts';
export { DOOR_LIMITS, WALK_LIMITS, type AdmissionLimits } from './limits.ts';
export { TypeMeasures } from './measure-types.ts';
export { readHeader, type Header, type TypeEntry } from './read-header.ts';
export { readByte, readUnsigned, skipBytes, type Cursor } from './read-leb128.ts';
export { CandidRefused, type CandidRefusal, type RefusalKind } from './refusal.ts';
export { TYPE_CODE } from './type-codes.ts';
export { startWalk, walkValue, type Walk } from './walk-values.ts';
