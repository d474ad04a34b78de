import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { CertifiedItem } from './answers.ts';
import { openOwnDossier } from './open-dossier.ts';
import type { Vault } from './storage.ts';

/**
 * What the subject's dossier holds, in numbers, and the root of her ledger; or the proof that nothing is held on her.
 * Errors: NotSubject, WrongShard, BucketMoving.
 */
export function readHead(vault: Vault, env: Env, subject: Principal): CertifiedItem {
  const visit = openOwnDossier(vault, env, subject);
  const { dossier } = visit;
  const head = dossier.headBytes();
  const subjects = vault.subjectTree(dossier, [{ kind: 'head' }]);
  // That nothing is here says something only together with the proof that her bucket is.
  const revealed =
    head === undefined ? { subjects, buckets: vault.bucketTree(dossier.key.bucket) } : { subjects };
  return { found: head === undefined ? [] : [head], proof: vault.proof(env, revealed) };
}
