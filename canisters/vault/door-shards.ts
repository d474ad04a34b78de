import { query, update } from 'azle';
import { activateBucket } from './activate-bucket.ts';
import { deriveShardKey } from './derive-shard-key.ts';
import { serveOpen, serveOpenAsync } from './door.ts';
import { METHODS } from './methods.ts';
import { moveBucket, readMove } from './move-bucket.ts';
import { receiveBucket } from './receive-bucket.ts';
import { setShards } from './set-shards.ts';

const MANUAL = { manual: true } as const;

/** Between shards, and their controllers. */
export class Shards {
  @update(METHODS.set_shards.args, METHODS.set_shards.result, MANUAL)
  set_shards(): void {
    serveOpen(METHODS.set_shards, setShards);
  }

  @update(METHODS.move_bucket.args, METHODS.move_bucket.result, MANUAL)
  move_bucket(): void {
    serveOpen(METHODS.move_bucket, moveBucket);
  }

  @query(METHODS.read_move.args, METHODS.read_move.result, MANUAL)
  read_move(): void {
    serveOpen(METHODS.read_move, readMove);
  }

  @update(METHODS.derive_shard_key.args, METHODS.derive_shard_key.result, MANUAL)
  derive_shard_key(): Promise<void> {
    return serveOpenAsync(METHODS.derive_shard_key, deriveShardKey);
  }

  @update(METHODS.receive_bucket.args, METHODS.receive_bucket.result, MANUAL)
  receive_bucket(): void {
    serveOpen(METHODS.receive_bucket, receiveBucket);
  }

  @update(METHODS.activate_bucket.args, METHODS.activate_bucket.result, MANUAL)
  activate_bucket(): void {
    serveOpen(METHODS.activate_bucket, activateBucket);
  }
}
