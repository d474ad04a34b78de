import { expect, test } from 'vitest';
import { addCanister, canisterRequest, emptyState, ingressRequest } from './canister-fixture.ts';
import { decodeCanister, encodeCanister } from './canister-record.ts';

test('a canister with messages, open calls and settings comes back as it was', async () => {
  const state = emptyState();
  const [canister, other] = [addCanister(state, 1), addCanister(state, 2)];
  canister.queue.push(ingressRequest(state), { kind: 'task', task: 'heartbeat' });
  canister.queue.push({
    kind: 'response',
    callback: 0,
    answer: { kind: 'reply', data: Uint8Array.of(1) },
    refund: 2n ** 100n,
  });
  canisterRequest(canister, other.key, { cycles: 5n });
  canister.chunks.set('ab', 12);
  canister.stopWaiters = [{ origin: { kind: 'ingress', requestId: '00', sender: other.key }, askedAtNs: 7n }];
  canister.log = [{ timestampNs: 1n, content: Uint8Array.of(1, 2) }];
  const { info } = canister.code ?? {};
  if (info === undefined) throw new Error('expected code');
  expect(await decodeCanister(encodeCanister(canister), () => Promise.resolve(info))).toEqual(canister);
});

test('a canister without code asks for no module', async () => {
  const canister = addCanister(emptyState());
  canister.code = undefined;
  const decoded = await decodeCanister(encodeCanister(canister), () => Promise.reject(new Error('asked')));
  expect(decoded).toEqual(canister);
});

test('what is stored of a canister does not hold the facts about its module', () => {
  const canister = addCanister(emptyState());
  expect(Buffer.from(encodeCanister(canister)).includes('composite_query')).toBe(false);
});
