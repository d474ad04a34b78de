export { buildAll } from './build-all.ts';
export type { BuildAllOptions } from './build-all.ts';
export { buildCanister, DEFAULT_OUT_DIR } from './build-canister.ts';
export type { BuildCanisterOptions, BuildProgress, BuiltCanister } from './build-canister.ts';
export { BuildError } from './build-error.ts';
export type { BuildErrorCode } from './build-error.ts';
export { readProject } from './read-project.ts';
export type { ProjectCanister } from './read-project.ts';
export type { StockBuild } from './bundle-canister.ts';
