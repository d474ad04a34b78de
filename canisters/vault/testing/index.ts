/** What tests and benchmarks of whole subnets use of the vault's own code: its storage outside of wasm, its methods, its people. */
export { VaultInit } from '../bucket.ts';
export { install } from '../install.ts';
export { issueRecord } from '../issue-record.ts';
export { jobKinds } from '../job-kinds.ts';
export { METHODS } from '../methods.ts';
export { MEMORY, Vault } from '../storage.ts';
export { bucketKey, subjectKeyOf } from '../subject-key.ts';
export * from '../vault-fixture.ts';
