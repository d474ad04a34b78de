import { CallFailed, ProofInvalid, RegistryRefused, VaultRefused } from '@indus/client';
import { expect, test } from 'vitest';
import { judge } from './send-write.ts';

const reject = (code: number, certified: boolean) => ({ code, message: 'no', certified });

test('without an answer a write is sent again, and may have been carried out', () => {
  for (const code of ['unreachable', 'timed_out', 'refused_by_network'] as const) {
    expect(judge(new CallFailed(code, 'no answer'))).toMatchObject({ kind: 'again', sent: true });
  }
});

test('an answer whose proof does not hold proves nothing: the write is sent again', () => {
  expect(judge(new ProofInvalid('signature', 'not signed'))).toMatchObject({ kind: 'again', sent: true });
});

test('what was turned away before it was processed had no effect, and is sent again', () => {
  const error = new CallFailed('not_accepted', 'busy', { reject: reject(2, false) });
  expect(judge(error)).toMatchObject({ kind: 'again', sent: false });
});

test('a transient reject is sent again, any other ends the write', () => {
  const transient = new CallFailed('rejected', 'busy', { reject: reject(2, true) });
  const trap = new CallFailed('rejected', 'trap', { reject: reject(5, true) });
  expect(judge(transient)).toMatchObject({ kind: 'again', sent: false });
  expect(judge(trap)).toMatchObject({
    kind: 'refused',
    failure: { key: 'call.rejected', values: { code: 5 } },
  });
});

test("a canister's refusal ends the write with its reason", () => {
  const error = new VaultRefused('answer_ticket', { TicketClosed: { ticket: 7n } });
  expect(judge(error)).toEqual({
    kind: 'refused',
    failure: { key: 'refused.TicketClosed', values: { ticket: '7' } },
  });
});

test('a refusal for a time is sent again at its time', () => {
  const moving = new VaultRefused('open_ticket', {
    BucketMoving: { bucket: 3, retry_after_ns: 5_000_000_000n },
  });
  const limited = new RegistryRefused('vote', { RateLimited: { class: 'votes', retry_at_ns: 7_000_000n } });
  expect(judge(moving)).toMatchObject({ kind: 'again', sent: false, atMs: 5_000 });
  expect(judge(limited)).toMatchObject({ kind: 'again', sent: false, atMs: 7 });
  expect(judge(new VaultRefused('open_ticket', { NotReady: null }))).toMatchObject({
    kind: 'again',
    atMs: 0,
  });
});

test('what cannot be sent ends the write', () => {
  expect(judge(new CallFailed('invalid_input', 'no'))).toMatchObject({ kind: 'refused' });
  expect(judge(new TypeError('ours'))).toMatchObject({ kind: 'refused', failure: { key: 'unexpected' } });
});
