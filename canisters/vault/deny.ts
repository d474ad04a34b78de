import type { Env } from '@indus/kit/env';
import { RecordedRefusal } from '@indus/kit/refusal';
import { caseOf } from '@indus/kit/variant';
import type { Dossier } from './dossier.ts';
import type { MethodError } from './method-error.ts';
import { recordAct } from './record-act.ts';
import type { ActDraft } from './record-act.ts';
import type { Vault } from './storage.ts';

/** The digest of an answer that was not given. */
export const NO_RESULT = new Uint8Array(32);

/** Writes down that an act was denied, and refuses it: the one refusal that leaves a trace. */
export function deny(
  vault: Vault,
  env: Env,
  dossier: Dossier,
  draft: Omit<ActDraft, 'outcome' | 'result_sha256' | 'delete_by_ns'>,
  error: MethodError,
): never {
  const outcome = { denied: caseOf(error) };
  recordAct(vault, env, dossier, { ...draft, outcome, result_sha256: NO_RESULT, delete_by_ns: [] });
  vault.statistics.add('reads_denied');
  vault.commit(env);
  throw new RecordedRefusal(error);
}
