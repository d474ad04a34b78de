import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { sha256 } from '@indus/kit/sha256';
import { admitCaller } from './admit-caller.ts';
import type { LedgerRead } from './answers.ts';
import { checkLimit } from './check-text.ts';
import { decideLedgerRead } from './decide-ledger-read.ts';
import { deny } from './deny.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import { leavesFrom } from './list-ledger.ts';
import { openDossier } from './open-dossier.ts';
import { claimOf, performRead } from './read-records.ts';
import type { Recorded } from './record-act.ts';
import { attempt } from './refuse.ts';
import type { ReadLedgerRequest } from './reading-requests.ts';
import type { Vault } from './storage.ts';

/**
 * A subject's ledger for whoever has a lawful ground to read it; readers of the ledger are in it too. What is under seal stays
 * so, whoever asks.
 * Errors: WrongShard and BucketMoving without an entry; with one, what the basis refuses, Invalid, OutOfLedger.
 */
export function readLedger(vault: Vault, env: Env, request: ReadLedgerRequest): Recorded<LedgerRead> {
  const visit = openDossier(vault, env, request.subject);
  const act = { read_ledger: null };
  const { organisation, basis } = request;
  const claim = {
    organisation,
    basis,
    on_behalf_of: [] as [],
    purpose: [] as [],
    record_classes: [],
  };
  const planned = attempt(() => {
    admitCaller(vault, env, 'reads');
    checkLimit(request.limit, PAGE_ITEMS_MAX);
    const decision = decideLedgerRead(visit, request);
    return { decision, leaves: leavesFrom(visit.dossier, request.from, request.limit) };
  });
  if ('error' in planned) return deny(visit, claimOf(act, claim), planned.error);
  const { decision, leaves } = planned.value;
  const result_sha256 = sha256(concatBytes(...leaves));
  const recorded = performRead(visit, { act, request: claim, decision, result_sha256 });
  vault.statistics.add('reads_granted');
  vault.commit(env);
  return recorded.release({ leaves, receipt: recorded.receipt });
}
