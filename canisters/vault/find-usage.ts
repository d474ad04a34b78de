import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { decodeRecord } from '@indus/kit/record-codec';
import type { FindUsage, Usage, UsageHeartbeat, UsagePeriod } from './answers.ts';
import type { Dossier } from './dossier.ts';
import { LedgerEntry, LedgerLeaf } from './ledger-entry.ts';
import { USAGES_MAX } from './limits.ts';
import { openOwnDossier } from './open-dossier.ts';
import { attempt, refuseInvalid } from './refuse.ts';
import type { FindUsageRequest } from './reading-requests.ts';
import type { Vault } from './storage.ts';
import { usageOfEntry, usageOfSealed } from './usage-of-leaf.ts';
import { formatTime, nextSecondNs, parseTime } from './usage-time.ts';
import type { Visit } from './visit.ts';

/**
 * The subject's ledger as the Estonian data tracker shows it, the latest use first.
 * Errors: NotSubject, WrongShard, BucketMoving; Invalid.
 * Source: usage information protocol 1.6, section 6.1, and dumonitor-openapi.yaml 2.1.0; github.com/e-gov/AJ, commit 600c397.
 */
export function findUsage(vault: Vault, env: Env, request: FindUsageRequest): FindUsage {
  const visit = openOwnDossier(vault, env, request.userCode);
  const { dossier } = visit;
  const offset = request.offset[0] ?? 0;
  const limit = request.limit[0] ?? USAGES_MAX;
  if (limit < 1 || limit > USAGES_MAX) {
    refuseInvalid('limit', `expected 1 to ${USAGES_MAX}, got ${limit}`, USAGES_MAX);
  }
  const [startNs] = request.periodStart.map((text) => parseTime('periodStart', text));
  const [endNs] = request.periodEnd.map((text) => parseTime('periodEnd', text));
  const from = startNs === undefined ? 0 : firstFrom(dossier, startNs);
  const to = endNs === undefined ? dossier.ledger.size : firstFrom(dossier, nextSecondNs(endNs));
  const usages: Usage[] = [];
  for (let at = to - 1 - offset; at >= from && usages.length < limit; at -= 1) {
    usages.push(usageAt(visit, at));
  }
  return { totalUsages: Math.max(0, to - from), usages };
}

/**
 * From when on there are uses of a subject's data on record; before the first: from now on.
 * Errors: NotSubject, WrongShard, BucketMoving.
 * Source: as findUsage, section 6.2.
 */
export function usagePeriod(vault: Vault, env: Env, subject: Principal): UsagePeriod {
  const { dossier } = openOwnDossier(vault, env, subject);
  const startNs = dossier.ledger.size === 0 ? env.nowNs : timeAt(dossier, 0);
  return { periodStart: formatTime(startNs), periodEnd: [] };
}

/**
 * Whether reads are decided here now: not while the registry is silent or the shard has just started.
 * Source: as findUsage, section 6.3.
 */
export function usageHeartbeat(vault: Vault, env: Env): UsageHeartbeat {
  const isFresh = 'value' in attempt(() => vault.access.requireFresh(env));
  if (!isFresh) return { status: 'FAIL', message: ['The mirror of the registry is too old'] };
  if (!vault.secret.isReady) return { status: 'FAIL', message: ['The shard has just started'] };
  return { status: 'OK', message: [] };
}

function usageAt({ vault, env, dossier }: Visit, position: number): Usage {
  const leaf = decodeRecord<LedgerLeaf>(LedgerLeaf, dossier.ledger.entry(position));
  if ('open' in leaf) return usageOfEntry(vault, leaf.open);
  const hidden = dossier.hidden.get(u64Key(BigInt(position)));
  if (env.nowNs < leaf.sealed.reveal_at_ns || hidden === undefined) return usageOfSealed(leaf);
  return usageOfEntry(vault, decodeRecord<LedgerEntry>(LedgerEntry, hidden));
}

/** The position of the first leaf at a time or after it: times never go back in a ledger. */
function firstFrom(dossier: Dossier, ns: bigint): number {
  let [low, high] = [0, dossier.ledger.size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (timeAt(dossier, middle) < ns) low = middle + 1;
    else high = middle;
  }
  return low;
}

function timeAt(dossier: Dossier, position: number): bigint {
  const leaf = decodeRecord<LedgerLeaf>(LedgerLeaf, dossier.ledger.entry(position));
  return 'open' in leaf ? leaf.open.at_ns : leaf.sealed.at_ns;
}
