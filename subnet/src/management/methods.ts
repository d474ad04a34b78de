import { BITCOIN_METHODS } from './bitcoin-methods.ts';
import { canisterInfo } from './canister-info.ts';
import { canisterMetadata } from './canister-metadata.ts';
import { canisterMetrics } from './canister-metrics.ts';
import { canisterStatus } from './canister-status.ts';
import { clearChunkStore } from './clear-chunk-store.ts';
import { createCanister } from './create-canister.ts';
import { deleteCanister } from './delete-canister.ts';
import { deleteCanisterSnapshot } from './delete-canister-snapshot.ts';
import { depositCycles } from './deposit-cycles.ts';
import { ecdsaPublicKey } from './ecdsa-public-key.ts';
import { fetchCanisterLogs } from './fetch-canister-logs.ts';
import { httpRequest } from './http-request.ts';
import { installChunkedCode } from './install-chunked-code.ts';
import { installCode } from './install-code.ts';
import { listCanisterSnapshots } from './list-canister-snapshots.ts';
import { listCanisters } from './list-canisters.ts';
import { loadCanisterSnapshot } from './load-canister-snapshot.ts';
import type { ManagementMethod } from './management-method.ts';
import { nodeMetricsHistory } from './node-metrics-history.ts';
import { provisionalCreateCanister } from './provisional-create-canister.ts';
import { provisionalTopUpCanister } from './provisional-top-up-canister.ts';
import { rawRand } from './raw-rand.ts';
import { readCanisterSnapshotData } from './read-canister-snapshot-data.ts';
import { readCanisterSnapshotMetadata } from './read-canister-snapshot-metadata.ts';
import { schnorrPublicKey } from './schnorr-public-key.ts';
import { signWithEcdsa } from './sign-with-ecdsa.ts';
import { signWithSchnorr } from './sign-with-schnorr.ts';
import { startCanister } from './start-canister.ts';
import { stopCanister } from './stop-canister.ts';
import { storedChunks } from './stored-chunks.ts';
import { subnetInfo } from './subnet-info.ts';
import { takeCanisterSnapshot } from './take-canister-snapshot.ts';
import { uninstallCode } from './uninstall-code.ts';
import { updateSettings } from './update-settings.ts';
import { uploadCanisterSnapshotData } from './upload-canister-snapshot-data.ts';
import { uploadCanisterSnapshotMetadata } from './upload-canister-snapshot-metadata.ts';
import { uploadChunk } from './upload-chunk.ts';
import { vetkdDeriveKey } from './vetkd-derive-key.ts';
import { vetkdPublicKey } from './vetkd-public-key.ts';

const METHODS: readonly ManagementMethod[] = [
  createCanister,
  updateSettings,
  uploadChunk,
  clearChunkStore,
  storedChunks,
  installCode,
  installChunkedCode,
  uninstallCode,
  startCanister,
  stopCanister,
  canisterStatus,
  deleteCanister,
  depositCycles,
  rawRand,
  httpRequest,
  canisterInfo,
  canisterMetadata,
  ecdsaPublicKey,
  signWithEcdsa,
  schnorrPublicKey,
  signWithSchnorr,
  vetkdPublicKey,
  vetkdDeriveKey,
  provisionalCreateCanister,
  provisionalTopUpCanister,
  takeCanisterSnapshot,
  loadCanisterSnapshot,
  listCanisterSnapshots,
  deleteCanisterSnapshot,
  readCanisterSnapshotMetadata,
  readCanisterSnapshotData,
  uploadCanisterSnapshotMetadata,
  uploadCanisterSnapshotData,
  canisterMetrics,
  listCanisters,
  subnetInfo,
  nodeMetricsHistory,
  fetchCanisterLogs,
  ...BITCOIN_METHODS,
] as readonly ManagementMethod[];

/** All methods of the management canister by name. */
export const MANAGEMENT_METHODS: ReadonlyMap<string, ManagementMethod> = new Map(
  METHODS.map((method) => [method.name, method]),
);
