import type { Env } from '@indus/kit/env';
import type { Shard } from './bucket.ts';
import { checkController } from './check-controller.ts';
import { checkList } from './check-text.ts';
import { SHARDS_MAX } from './limits.ts';
import { refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';

/**
 * Names all shards, each with the buckets that it began with. What moves have told since is known better and stays.
 * Errors: NotPermitted unless a controller calls; Invalid, also for another first shard than before.
 */
export function setShards(vault: Vault, env: Env, shards: readonly Shard[]): null {
  checkController(vault, env);
  const canisters = shards.map(({ canister }) => canister);
  checkList(
    'shards',
    canisters.map((canister) => canister.toText()),
    1,
    SHARDS_MAX,
  );
  const { keyShard } = vault.shards;
  if (keyShard !== undefined && canisters[0]?.compareTo(keyShard) !== 'eq') {
    refuseInvalid('shards', 'expected the same first shard as before: it keeps the keys of sealed classes');
  }
  checkRanges(shards, vault.config.buckets);
  vault.shards.put(canisters);
  for (const { canister, owned } of shards) {
    for (const { from, to } of owned) {
      for (let bucket = from; bucket <= to; bucket += 1) {
        const place = vault.buckets.place(bucket);
        const isHearsay = place === undefined || (place.kind === 'away' && place.epoch === 0n);
        if (isHearsay) vault.buckets.setPlace(bucket, { kind: 'away', epoch: 0n, shard: canister });
      }
    }
  }
  vault.commit(env);
  return null;
}

function checkRanges(shards: readonly Shard[], buckets: number): void {
  const ranges = shards.flatMap(({ owned }) => owned).toSorted((a, b) => a.from - b.from);
  for (const [at, { from, to }] of ranges.entries()) {
    if (from > to || to >= buckets) refuseInvalid('owned', `expected ranges within 0 and ${buckets - 1}`);
    const next = ranges[at + 1];
    if (next !== undefined && next.from <= to) refuseInvalid('owned', `bucket ${next.from} has two shards`);
  }
}
