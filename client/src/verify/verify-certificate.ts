import { Certificate, reconstruct } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { ProofInvalid } from '../proof-invalid.ts';
import { sha256 } from '@noble/hashes/sha2';
import { equalBytes, toHex } from './bytes.ts';
import { decodeCertificate } from './decode-certificate.ts';
import { digestHashTree, type HashTree } from './hash-tree.ts';
import { lookupPath } from './lookup.ts';

/** Against what a certificate is verified. */
export interface Trust {
  /** Public key of the network, DER. */
  readonly rootKey: Uint8Array;
  /** The verifier's own time. Units: milliseconds since 1970-01-01 UTC. */
  readonly nowMs: () => number;
  /** How old a certificate may be; CERTIFICATE_AGE_MS_MAX unless told. */
  readonly ageMsMax?: number;
}

/** What a verified certificate says. */
export interface CertifiedState {
  readonly tree: HashTree;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** Bounds: age of a certificate that is still taken for the present, and its distance into the future. */
export const CERTIFICATE_AGE_MS_MAX = 5 * 60_000;
/** Bounds: age of a subnet's delegation. */
export const DELEGATION_AGE_MS_MAX = 30 * 24 * 60 * 60_000;

/** Signatures that were found good, newest last: what is read within one round shares a certificate. */
const goodSignatures = new Set<string>();
const GOOD_SIGNATURES_MAX = 64;

/** A nat64 in LEB128 has at most this many bytes. */
const TIME_BYTES_MAX = 10;

/**
 * Verifies a certificate of the subnet that hosts `canisterId`: encoding, signature up to the root key, canister
 * ranges of a delegation, time.
 * Errors: ProofInvalid `malformed`, `signature`, `time`.
 * Source: IC interface specification, "Certification".
 */
export async function verifyCertificate(
  bytes: Uint8Array,
  canisterId: Principal,
  trust: Trust,
): Promise<CertifiedState> {
  const parts = decodeCertificate(bytes);
  await checkSignature(bytes, digestHashTree(parts.tree), { canisterId, rootKey: trust.rootKey });
  const nowMs = trust.nowMs();
  const time_ns = timeOf(parts.tree);
  checkTime(time_ns, nowMs, trust.ageMsMax ?? CERTIFICATE_AGE_MS_MAX);
  if (parts.delegation) {
    checkTime(timeOf(decodeCertificate(parts.delegation.certificate).tree), nowMs, DELEGATION_AGE_MS_MAX);
  }
  return { tree: parts.tree, time_ns };
}

/** When a certificate says that it was made; nothing is verified. Errors: ProofInvalid `malformed`. */
export function readCertificateTime(bytes: Uint8Array): bigint {
  return timeOf(decodeCertificate(bytes).tree);
}

/** The agent decodes the bytes on its own; both readings must hash to the same root. */
async function checkSignature(
  bytes: Uint8Array,
  digest: Uint8Array,
  signer: { canisterId: Principal; rootKey: Uint8Array },
): Promise<void> {
  const key = [signer.rootKey, signer.canisterId.toUint8Array(), bytes]
    .map((part) => toHex(sha256(part)))
    .join();
  if (goodSignatures.has(key)) return;
  let signed: Uint8Array;
  try {
    const certificate = await Certificate.create({
      certificate: bytes,
      rootKey: signer.rootKey,
      canisterId: signer.canisterId,
      disableTimeVerification: true,
    });
    signed = await reconstruct(certificate.cert.tree);
  } catch (cause) {
    throw new ProofInvalid('signature', 'expected a certificate signed by the root key', { cause });
  }
  if (!equalBytes(signed, digest)) {
    throw new ProofInvalid('malformed', 'expected one reading of the certificate, got two');
  }
  goodSignatures.add(key);
  for (const oldest of goodSignatures) {
    if (goodSignatures.size <= GOOD_SIGNATURES_MAX) break;
    goodSignatures.delete(oldest);
  }
}

function timeOf(tree: HashTree): bigint {
  const time = lookupPath(tree, ['time']);
  if (time.status !== 'found') throw new ProofInvalid('malformed', 'expected a certificate with a time');
  return decodeNat64(time.value);
}

function checkTime(timeNs: bigint, nowMs: number, ageMsMax: number): void {
  const ageMs = nowMs - Number(timeNs / 1_000_000n);
  if (ageMs > ageMsMax) {
    throw new ProofInvalid(
      'time',
      `expected a certificate of at most ${ageMsMax} ms, got ${ageMs} ms of age`,
    );
  }
  if (ageMs < -CERTIFICATE_AGE_MS_MAX) {
    throw new ProofInvalid(
      'time',
      `expected a certificate of the present, got one ${-ageMs} ms in the future`,
    );
  }
}

function decodeNat64(leb128: Uint8Array): bigint {
  let value = 0n;
  for (const [i, byte] of leb128.entries()) {
    value |= BigInt(byte & 127) << BigInt(7 * i);
    const last = i === leb128.length - 1;
    if (i >= TIME_BYTES_MAX || byte >> 7 !== (last ? 0 : 1)) break;
    if (last && value < 2n ** 64n) return value;
  }
  throw new ProofInvalid('malformed', 'expected a nat64 in LEB128');
}
