import type { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { Statistics } from '../generated/vault.ts';
import { recordTypes } from '../generated/vault-records.ts';
import { blob, type Certified, verifyAnswer, verifyRecord } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import { listShards } from './list-shards.ts';
import { askShard, type Shard, type Vault } from './vault.ts';

/**
 * The public counts of one shard.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readStatistics(shard: Shard): Promise<Certified<Statistics>> {
  const answer = await askShard(shard, {
    method: 'read_statistics',
    at: ({ service }) => service.read_statistics(),
  });
  const state = await verifyAnswer(shard, answer.proof);
  const [given] = answer.found;
  const bytes = given && blob(given);
  verifyRecord(state, ['statistics'], bytes);
  return { value: decodeItem<Statistics>('Statistics', bytes ?? new Uint8Array(0)), time_ns: state.time_ns };
}

/** The public counts of a whole vault, and of each of its shards. */
export interface VaultStatistics {
  readonly total: Statistics;
  readonly shards: readonly { readonly shard: Principal; readonly statistics: Statistics }[];
  /** Time of the oldest certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/**
 * The public counts of all shards: each is proven, and so are their sums; which shards there are is one node's word, as nobody
 * has to sign in to ask.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readVaultStatistics(vault: Vault): Promise<VaultStatistics> {
  const ids = await listShards(vault);
  const read = await Promise.all(ids.map((id) => readStatistics(vault.shardAt(id))));
  const [first, ...others] = read;
  const total = others.reduce((sum, { value }) => add(sum, value), first?.value ?? EMPTY);
  const shards = ids.map((shard, at) => ({ shard, statistics: read[at]?.value ?? EMPTY }));
  const times = read.map(({ time_ns }) => time_ns);
  return { total, shards, time_ns: times.reduce((oldest, time) => (time < oldest ? time : oldest)) };
}

const NAMES = (recordTypes.Statistics as IDL.RecordClass)._fields.map(([name]) => name as keyof Statistics);
const EMPTY = Object.fromEntries(NAMES.map((name) => [name, 0n])) as unknown as Statistics;

function add(one: Statistics, other: Statistics): Statistics {
  return Object.fromEntries(NAMES.map((name) => [name, one[name] + other[name]])) as unknown as Statistics;
}
