export { callMethod, type MethodCall } from './call-method.ts';
export { CallFailed, type CallFailedCode, type Reject } from './call-failed.ts';
export {
  connect,
  type Connection,
  type ConnectOptions,
  type NetworkStatus,
  readNetworkStatus,
} from './connection.ts';
export type * as engine from './generated/engine.ts';
export { idlFactory as engineInterface } from './generated/engine.ts';
export type * as identity from './generated/identity.ts';
export { idlFactory as identityInterface } from './generated/identity.ts';
export type * as management from './generated/management.ts';
export { idlFactory as registryInterface, init as registryInitArguments } from './generated/registry.ts';
export type * as registry from './generated/registry.ts';
export type * as vault from './generated/vault.ts';
export { idlFactory as vaultInterface } from './generated/vault.ts';
export { recordTypes as vaultRecordTypes } from './generated/vault-records.ts';
export {
  generateSeed,
  identityFromSeed,
  SEED_BYTES,
  seedFromPem,
  seedToPem,
} from './identity/ed25519-identity.ts';
export { actAtOrigin } from './identity-provider/act-at-origin.ts';
export { verifyCanisterSignature, type CanisterSigned } from './identity-provider/canister-signature.ts';
export {
  acceptCredential,
  commitTo,
  type CredentialOpening,
  issueCredential,
  type NewCredential,
  removeCredential,
  withdrawCredential,
} from './identity-provider/credentials.ts';
export { encodeIdentityInit } from './identity-provider/encode-identity-init.ts';
export {
  closeEnrolment,
  confirmDevice,
  type EnrolmentCode,
  openEnrolment,
  proposeDevice,
} from './identity-provider/enrol-device.ts';
export {
  findAnchorOfPasskey,
  findAnchorOfPhrase,
  lookupDevices,
  readPrincipal,
} from './identity-provider/find-anchor.ts';
export { type IdentityProvider, openIdentityProvider } from './identity-provider/identity-provider.ts';
export { IdentityRefused } from './identity-provider/identity-refused.ts';
export {
  type ActivitySearch,
  addDevice,
  endSession,
  listActivity,
  listSessions,
  protectDevice,
  readAnchor,
  removeDevice,
  renameDevice,
  replaceDevice,
  type SignedOut,
  signOutEverywhere,
} from './identity-provider/manage-anchor.ts';
export { type DelegationRequest, prepareAndGetDelegation } from './identity-provider/prepare-delegation.ts';
export { registerAnchor } from './identity-provider/register-anchor.ts';
export {
  closeSession,
  openSession,
  type RenewableDelegation,
  renewSession,
} from './identity-provider/renewable-session.ts';
export {
  type Disclosure,
  type SignedStatement,
  tellFrontend,
  type ToldStatement,
  verifyDisclosure,
  verifyStatement,
} from './identity-provider/statement.ts';
export { createCanister, type CreateCanister } from './management/create-canister.ts';
export { type InstallKind, installModule, type InstallModule } from './management/install-module.ts';
export { type CanisterOnRecord, readCanister } from './management/read-canister.ts';
export { readMetadata } from './management/read-metadata.ts';
export { readCanisterStatus } from './management/read-canister-status.ts';
export { startCanister, stopCanister } from './management/run-canister.ts';
export { ProofInvalid, type ProofFault } from './proof-invalid.ts';
export { encodeBoard } from './registry/encode-board.ts';
export { encodeVaultInit } from './vault/encode-vault-init.ts';
export {
  type ItemPage,
  type Items,
  type ItemSearch,
  listItems,
  type ProvenItem,
} from './vault/list-items.ts';
export {
  type LedgerPage,
  type LedgerPosition,
  listLedger,
  proveLedgerConsistency,
} from './vault/list-ledger.ts';
export { exportDossier, type ExportRow } from './vault/export-dossier.ts';
export { packExport, unpackExport } from './vault/export-parts.ts';
export { importDossier } from './vault/import-dossier.ts';
export { hashShownText } from './vault/hash-shown-text.ts';
export { listVersions } from './vault/list-versions.ts';
export { deriveKey, type SealedRecordsRead, type SealedSearch } from './vault/derive-key.ts';
export { issueSealedRecord } from './vault/issue-sealed-record.ts';
export { openSealedBody, type RecordKey, sealedEpoch } from './vault/open-sealed-body.ts';
export { readBodies } from './vault/read-bodies.ts';
export { readHead } from './vault/read-head.ts';
export { type ReadRecord, readRecords, type RecordsRead } from './vault/read-records.ts';
export { readSealingKey, type SealingKey } from './vault/read-sealing-key.ts';
export { readStatistics, readVaultStatistics, type VaultStatistics } from './vault/read-statistics.ts';
export { findUsage, readUsagePeriod } from './vault/find-usage.ts';
export { listMandates, listOrganisationConsents, type SharedPage } from './vault/list-shared-items.ts';
export { listShards } from './vault/list-shards.ts';
export { listWork, type OrganisationPage, type WorkItem, type WorkPage } from './vault/list-work.ts';
export { type DelegateRead, type DelegateSearch, readAsDelegate } from './vault/read-as-delegate.ts';
export {
  type BucketLogHead,
  type BucketLogPage,
  type BucketLogSearch,
  proveBucketLogConsistency,
  readBucketLog,
} from './vault/read-bucket-log.ts';
export { type LedgerRead, readLedger } from './vault/read-ledger.ts';
export { makeReceipt, type ProvenReceipt, type Receipt, verifyReceipt } from './vault/receipt.ts';
export { sealBody } from './vault/seal-body.ts';
export type { RecordKeyName } from './vault/sealed-layout.ts';
export { act, type ActRequest, type WrittenItem } from './vault/write.ts';
export { askVault, openShard, openVault, type Shard, type Vault, VAULT_BUCKETS } from './vault/vault.ts';
export { VaultRefused } from './vault/vault-refused.ts';
export { findMemberships, type Membership, type Memberships } from './registry/find-memberships.ts';
export { listMembers } from './registry/list-members.ts';
export { listProposals } from './registry/list-proposals.ts';
export { proposeAdmission } from './registry/propose-admission.ts';
export { proposeRole, type RoleGrant } from './registry/propose-role.ts';
export { propose } from './registry/propose.ts';
export { proveLogConsistency } from './registry/prove-log-consistency.ts';
export { proveLogEntry } from './registry/prove-log-entry.ts';
export { readBoard } from './registry/read-board.ts';
export { type LogPage, readLog } from './registry/read-log.ts';
export {
  listAttestations,
  listBuilders,
  readAttestation,
  readBuilder,
} from './registry/read-attestations.ts';
export {
  type CanisterFilter,
  listCanisters,
  readCanisterRecord,
  readCanisterVersion,
} from './registry/read-canisters.ts';
export {
  listParameters,
  listPurposes,
  listRecordClasses,
  readParameter,
  readPurpose,
  readRecordClass,
} from './registry/read-codes.ts';
export { readDirectory } from './registry/read-directory.ts';
export {
  acknowledgeIncident,
  type IncidentFilter,
  listIncidents,
  readIncident,
} from './registry/read-incidents.ts';
export type { PageOptions } from './registry/read-keyed-record.ts';
export { readMember } from './registry/read-member.ts';
export { readOrganisation } from './registry/read-organisation.ts';
export { readProposal } from './registry/read-proposal.ts';
export { readDocument } from './registry/read-document.ts';
export {
  explainSovereignty,
  readOutcomes,
  readRegister,
  type RegisterName,
  type RegisterSearch,
  searchRegister,
} from './registry/read-registers.ts';
export { listStages, productionAt } from './registry/read-stages.ts';
export { verifyModel, verifyModelFiles, type ModelFiles } from './registry/verify-model.ts';
export { changeRegister, encodeManifest, type RegisterWrite } from './registry/write-registers.ts';
export { RegistryRefused } from './registry/registry-refused.ts';
export { openRegistry, type Registry } from './registry/registry.ts';
export { type OrganisationSearch, searchOrganisations } from './registry/search-organisations.ts';
export type { Page } from './registry/verify-page.ts';
export type { Certified } from './verify/verified-answer.ts';
export { approveProposal, rejectProposal } from './registry/vote-on-proposal.ts';
export {
  amendCanister,
  attestBuild,
  grantRole,
  type Once,
  proposeOnce,
  registerCanister,
  retireCanister,
  revokeRole,
  type RoleOf,
  rotateKey,
} from './registry/write-registry.ts';
export { withdrawProposal } from './registry/withdraw-proposal.ts';
export { fromHex, toHex } from './verify/bytes.ts';
export { lookupPath, type Lookup } from './verify/lookup.ts';
export { verifyConsistency } from './verify/merkle-log.ts';
export type { LogHead } from './verify/merkle-log.ts';
export { type CertifiedState, type Trust, verifyCertificate } from './verify/verify-certificate.ts';
export { type Proof, verifyWitness } from './verify/verify-witness.ts';
export { Principal } from '@dfinity/principal';
export type { Identity } from '@dfinity/agent';
export { createSignIn } from './sign-in/create-sign-in.ts';
export type { SessionsOptions } from './sign-in/session-renewal.ts';
export { SignInFailed, type SignInFailedCode } from './sign-in/sign-in-failed.ts';
export type { SignedIn, SignIn, SignInChange, SignInOptions } from './sign-in/sign-in.ts';
export { type Assertion, type DeviceSession, prepareDeviceSession } from './sign-in/device-session.ts';
export { PasskeyInvalid } from './sign-in/passkey-invalid.ts';
export { type MadeCredential, readMadeCredential } from './sign-in/passkey-public-key.ts';
export {
  generateRecoveryPhrase,
  identityFromRecoveryPhrase,
  phraseFault,
  type PhraseFault,
  RECOVERY_WORDS,
  recoveryWords,
} from './sign-in/recovery-phrase.ts';
export { deleteModel, loadModel, type ModelName, unloadModel } from './engine/control-models.ts';
export { type Engine, openEngine } from './engine/engine.ts';
export { EngineRefused } from './engine/engine-refused.ts';
export {
  type EngineData,
  type EngineDatatype,
  type EngineTensor,
  isEngineDatatype,
  TensorUnknown,
} from './engine/engine-tensor.ts';
export {
  explainCertified,
  explainQuery,
  type ExplainQuestion,
  type RowExplanation,
} from './engine/explain-model.ts';
export { inferCertified, type Inference, inferQuery, type Question } from './engine/infer.ts';
export { estimateInference, type InputShapes, listModels, readModelMetadata } from './engine/read-models.ts';
export { type ModelFile, uploadModel } from './engine/upload-model.ts';
export { generateText, type Prompt, type WrittenText } from './engine/generate-text.ts';
