import type { Principal } from '@dfinity/principal';
import type { SubjectHead } from '../generated/vault.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { lookupPath } from '../verify/lookup.ts';
import { blob, type Certified, expectSame, verifyAnswer, verifyRecord } from '../verify/verified-answer.ts';
import type { CertifiedState } from '../verify/verify-certificate.ts';
import { decodeItem } from './decode-item.ts';
import { bucketOf, bucketPath, itemPath } from './subject-path.ts';
import { askVault, type Vault } from './vault.ts';

/**
 * What is held on the caller, in numbers, with the root of her ledger; `undefined` when it is proven that the vault holds
 * nothing on her.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readHead(
  vault: Vault,
  subject: Principal,
): Promise<Certified<SubjectHead | undefined>> {
  const { answer, shard } = await askVault(vault, subject, {
    method: 'read_head',
    at: ({ service }) => service.read_head(subject),
  });
  const state = await verifyAnswer(shard, answer.proof);
  const [given] = answer.found;
  if (given) return { value: verifyHead(vault, subject, state, blob(given)), time_ns: state.time_ns };
  verifyRecord(state, itemPath(subject, vault.buckets, { kind: 'head' }), undefined);
  // That a shard holds nothing on her says something only when it is the one that would.
  if (lookupPath(state.tree, bucketPath(bucketOf(subject, vault.buckets))).status !== 'found') {
    throw new ProofInvalid('record', "expected the shard that serves the subject's bucket, got another");
  }
  return { value: undefined, time_ns: state.time_ns };
}

/** Holds a head against a witness, and against the subject. Errors: ProofInvalid `record`. */
export function verifyHead(
  vault: Pick<Vault, 'buckets'>,
  subject: Principal,
  state: CertifiedState,
  bytes: Uint8Array,
): SubjectHead {
  verifyRecord(state, itemPath(subject, vault.buckets, { kind: 'head' }), bytes);
  const head = decodeItem<SubjectHead>('SubjectHead', bytes);
  expectSame('subject', subject.toText(), head.subject.toText());
  return head;
}
