import { Ed25519KeyIdentity } from '@dfinity/identity';
import { sha256 } from '@noble/hashes/sha2';
import type { Model, ModelManifest } from '../generated/registry.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import { blob, decodeRecord } from './verify-records.ts';

/** Files that a model is said to be. */
export interface ModelFiles {
  readonly weights?: Uint8Array;
  readonly card?: string;
}

/**
 * Holds a model together: the manifest has the hash that the record says, the card the hash that the manifest says, and when
 * a builder has signed, the signature is of the manifest. Answers the manifest.
 * Errors: ProofInvalid `record`; CallFailed `wrong_interface`.
 */
export function verifyModel(model: Model): ModelManifest {
  const bytes = blob(model.manifest);
  expectHash('manifest', bytes, model.manifest_sha256);
  const manifest = decodeRecord<ModelManifest>('ModelManifest', bytes);
  verifyModelFiles(manifest, { card: model.card });
  const [builder] = model.builder;
  if (builder && !isSigned(bytes, blob(builder.public_key), blob(builder.signature)))
    throw new ProofInvalid('record', 'expected a signature of the manifest by the builder named');
  return manifest;
}

/**
 * Holds files against a verified manifest.
 * Errors: ProofInvalid `record` when a byte of one is another.
 */
export function verifyModelFiles(manifest: ModelManifest, { weights, card }: ModelFiles): void {
  if (weights !== undefined) expectHash('weights', weights, manifest.weights_sha256);
  if (card !== undefined) expectHash('card', new TextEncoder().encode(card), manifest.card_sha256);
}

function expectHash(what: string, bytes: Uint8Array, expected: Uint8Array | number[]): void {
  if (!equalBytes(sha256(bytes), blob(expected)))
    throw new ProofInvalid('record', `expected the ${what} whose hash is on record, got another`);
}

function isSigned(message: Uint8Array, publicKey: Uint8Array, signature: Uint8Array): boolean {
  try {
    return Ed25519KeyIdentity.verify(signature, message, publicKey);
  } catch {
    return false;
  }
}
