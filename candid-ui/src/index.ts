export { buildCandidUi, CANDID_UI_CANISTER, type CandidUiSite } from './build-candid-ui.ts';
