import type { caseOf } from '@indus/kit/variant';
import { checkGrant } from './check-grant.ts';
import type { DelegateAct } from './delegate-grant.ts';
import { grantsTo } from './delegate-index.ts';
import type { Basis } from './ledger-entry.ts';
import type { MethodError } from './method-error.ts';
import { attempt, refuse } from './refuse.ts';
import type { Visit } from './visit.ts';

/** On what ground the caller acts as the subject. */
export interface Standing {
  readonly basis: Basis;
  /** The grant by which a delegate acts; nothing for the subject herself. */
  readonly grant: [] | [bigint];
}

/**
 * The caller as the subject, or as a delegate of hers by the newest grant that covers the act.
 * Errors: AnonymousCaller; NotSubject without any grant; else why the newest grant does not cover it, as checkGrant.
 */
export function actForSubject(
  visit: Visit,
  act: ReturnType<typeof caseOf<DelegateAct>>,
  recordClasses: readonly string[],
): Standing {
  const { vault, env, dossier } = visit;
  const caller = vault.access.requireSigned(env);
  if (caller.compareTo(dossier.key.subject) === 'eq') return { basis: { subject: null }, grant: [] };
  const claim = { delegate: caller, act, recordClasses, nowNs: env.nowNs };
  let refusal: MethodError = { NotSubject: { caller } };
  for (const [at, id] of grantsTo(dossier, caller).entries()) {
    const checked = attempt(() => checkGrant(dossier, id, claim));
    if ('value' in checked) return { basis: { delegation: id }, grant: [id] };
    if (at === 0) refusal = checked.error;
  }
  return refuse(refusal);
}
