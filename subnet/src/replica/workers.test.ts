import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { principalBytes } from '../principal.ts';
import { assemble } from '../sandbox/canister-fixture.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { COUNTER, TestReplica } from './replica-fixture.ts';

const threads = createRequire(import.meta.url)('node:worker_threads') as { Worker: typeof Worker };
const Real = threads.Worker;

/** `work` takes some milliseconds. */
const WORKER = assemble({
  imports: ['msg_reply'],
  body: `(func (export "canister_update work") (local $left i32)
    (local.set $left (i32.const 3000000))
    (loop $turn (br_if $turn (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (call $msg_reply))`,
});

let node: TestReplica | undefined;
afterEach(async () => {
  threads.Worker = Real;
  syncBuiltinESMExports();
  await node?.stop();
  node = undefined;
});

test('a message of one canister does not wait for the 500 of its neighbour', async () => {
  const replica = await TestReplica.open(new MemoryStore(), { waitsForTime: true });
  node = replica;
  const [busy, other] = [await node.canister(WORKER), await node.canister(COUNTER)];
  const [many, one] = [principalBytes(busy.key), principalBytes(other.key)];
  const queued = await Promise.all(Array.from({ length: 500 }, () => replica.submit(many, 'work')));
  const record = await node.submit(one, 'count');
  expect(record.status.status).not.toBe('replied');
  await node.state.ingress.finished(record.id);
  const ended = () => queued.filter((work) => work.status.status === 'replied').length;
  expect(ended()).toBeLessThan(200);
  for (const work of queued) if (work.status.status !== 'replied') await node.state.ingress.finished(work.id);
  expect([ended(), await node.counter(other)]).toEqual([500, 1]);
});

test('where no worker can be started nothing is answered in its place: the replica is not healthy, and another goes on', async () => {
  const running: Worker[] = [];
  let canStart = true;
  threads.Worker = class extends Real {
    constructor(source: string | URL, options: WorkerOptions = {}) {
      super(canStart ? source : 'process.exit(1)', options);
      running.push(this);
    }
  };
  syncBuiltinESMExports();
  node = await TestReplica.open(new MemoryStore(), { waitsForTime: true });
  const canister = await node.canister(COUNTER);
  const id = principalBytes(canister.key);
  expect(node.replica.health()).toBe('healthy');
  canStart = false;
  await Promise.all(running.map((worker) => worker.terminate()));
  const { id: request } = await node.submit(id, 'count');
  await node.replica.settle();
  expect(node.replica.health()).toBe('waiting_for_recovery');
  expect(node.failures).toHaveLength(1);
  expect(node.state.ingress.get(request)?.status.status).not.toBe('rejected');
  await expect(node.replica.query(node.content(id, 'look'))).rejects.toThrow('the sandbox is lost');
  canStart = true;
  await node.reopen();
  const again = await node.submit(id, 'count');
  await node.state.ingress.finished(again.id);
  expect(again.status.status).toBe('replied');
});
