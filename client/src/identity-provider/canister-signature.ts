import { unwrapDER } from '@dfinity/agent';
import { type Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import { CborReader } from '../verify/cbor-reader.ts';
import { digestHashTree, readHashTree } from '../verify/hash-tree.ts';
import type { HashTree } from '../verify/hash-tree.ts';
import { lookupPath } from '../verify/lookup.ts';
import { type Trust, verifyCertificate } from '../verify/verify-certificate.ts';

/** DER of AlgorithmIdentifier with OID 1.3.6.1.4.1.56387.1.2. Source: IC interface specification, "Canister signatures". */
const CANISTER_SIGNATURE_OID = Uint8Array.of(
  ...[0x30, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xb8, 0x43, 0x01, 0x02],
);

/** What was signed, under which key. */
export interface CanisterSigned {
  /** DER. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Verifies a signature that a canister made by certifying it, and answers when.
 * Units: nanoseconds since 1970-01-01 UTC.
 * Errors: ProofInvalid.
 * Source: IC interface specification, "Canister signatures".
 */
export async function verifyCanisterSignature(
  { publicKey, message, signature }: CanisterSigned,
  canisterId: Principal,
  trust: Trust,
): Promise<bigint> {
  const seed = seedOf(publicKey, canisterId);
  const { certificate, tree } = decodeSignature(signature);
  const state = await verifyCertificate(certificate, canisterId, trust);
  const certified = lookupPath(state.tree, ['canister', canisterId.toUint8Array(), 'certified_data']);
  if (certified.status !== 'found' || !equalBytes(certified.value, digestHashTree(tree))) {
    throw new ProofInvalid('witness', 'expected a tree that hashes to the certified data');
  }
  const leaf = lookupPath(tree, ['sig', sha256(seed), sha256(message)]);
  if (leaf.status !== 'found') throw new ProofInvalid('signature', 'expected a signature of this message');
  return state.time_ns;
}

/** The seed of a public key of this canister. Errors: ProofInvalid for another canister's key, or none. */
function seedOf(publicKey: Uint8Array, canisterId: Principal): Uint8Array {
  let bits: Uint8Array;
  try {
    bits = unwrapDER(publicKey, CANISTER_SIGNATURE_OID);
  } catch (cause) {
    throw new ProofInvalid('malformed', 'expected a key of canister signatures', { cause });
  }
  const end = 1 + (bits[0] ?? 0);
  if (!equalBytes(bits.subarray(1, end), canisterId.toUint8Array())) {
    throw new ProofInvalid('canister', `expected a key of ${canisterId.toText()}`);
  }
  return bits.slice(end);
}

function decodeSignature(signature: Uint8Array): { certificate: Uint8Array; tree: HashTree } {
  const reader = new CborReader(signature);
  reader.selfDescribed();
  const found: { certificate?: Uint8Array; tree?: HashTree } = {};
  for (let left = reader.map(); left > 0; left -= 1) {
    const field = reader.text();
    if (field === 'certificate' && !found.certificate) found.certificate = reader.bytes();
    else if (field === 'tree' && !found.tree) found.tree = readHashTree(reader);
    else throw new ProofInvalid('malformed', `expected a field of a signature, got "${field}"`);
  }
  reader.end();
  const { certificate, tree } = found;
  if (!certificate || !tree) throw new ProofInvalid('malformed', 'expected certificate and tree');
  return { certificate, tree };
}
