import { describe, expect, test } from 'vitest';
import { IngressHistory, isFinal, STATUS_KEPT_NS } from './ingress-history.ts';

const SECOND = 1_000_000_000n;
const EXPIRY = 1_000n * SECOND;

function call(byte: number, ingressExpiryNs = EXPIRY) {
  return {
    requestId: new Uint8Array(32).fill(byte),
    sender: Uint8Array.of(4),
    canister: Uint8Array.of(0, 0, 0, 0, 0, 16, 0, 0, 1, 1),
    method: 'm',
    argument: new Uint8Array(),
    ingressExpiryNs,
  };
}

function add(history: IngressHistory, byte: number, expiryNs?: bigint) {
  const content = call(byte, expiryNs);
  return history.add(content, content.canister);
}

describe('ingress history', () => {
  test('a final status is kept until five minutes after the expiry, and forgotten in the next second', () => {
    const history = new IngressHistory();
    const { id } = add(history, 1);
    history.setStatus(id, { status: 'replied', reply: new Uint8Array() });
    history.expire(EXPIRY + STATUS_KEPT_NS);
    expect(history.get(id)).toBeDefined();
    history.expire(EXPIRY + STATUS_KEPT_NS + SECOND);
    expect(history.get(id)).toBeUndefined();
    expect(history.takeChanges().forgotten.map((record) => record.id)).toEqual([id]);
  });

  test('a message that is still being executed outlives its time', () => {
    const history = new IngressHistory();
    const { id } = add(history, 1);
    history.setStatus(id, { status: 'processing' });
    history.expire(EXPIRY + STATUS_KEPT_NS + 10n * SECOND);
    expect(history.get(id)?.status).toEqual({ status: 'processing' });
  });

  test('such a message is forgotten once it has ended', () => {
    const history = new IngressHistory();
    const { id } = add(history, 1);
    history.expire(EXPIRY + STATUS_KEPT_NS + 10n * SECOND);
    history.setStatus(id, { status: 'replied', reply: new Uint8Array() });
    history.expire(EXPIRY + STATUS_KEPT_NS + 12n * SECOND);
    expect(history.get(id)).toBeUndefined();
  });

  test('the announcement of an earlier round does not announce the status that a later one has not certified yet', async () => {
    const history = new IngressHistory();
    const record = add(history, 3);
    let woken = false;
    const waiting = history.finished(record.id).then(() => (woken = true));
    history.setStatus(record.id, { status: 'processing' });
    const earlier = history.takeChanges().changed;
    history.setStatus(record.id, { status: 'replied', reply: new Uint8Array() });
    const later = history.takeChanges().changed;
    history.announce(earlier);
    await Promise.resolve();
    expect([woken, history.isAnnounced(record)]).toEqual([false, false]);
    history.announce(later);
    await waiting;
    expect([woken, history.isAnnounced(record)]).toEqual([true, true]);
  });

  test('who waits is woken by the announcement of a final status, never by the status alone', async () => {
    const history = new IngressHistory();
    const record = add(history, 2);
    let woken = false;
    const waiting = history.finished(record.id).then(() => (woken = true));
    history.setStatus(record.id, { status: 'replied', reply: new Uint8Array() });
    const { changed } = history.takeChanges();
    await Promise.resolve();
    expect([woken, history.isAnnounced(record)]).toEqual([false, false]);
    history.announce(changed);
    await waiting;
    expect([woken, history.isAnnounced(record)]).toEqual([true, true]);
  });

  test('changes are taken once', () => {
    const history = new IngressHistory();
    add(history, 3);
    expect(history.takeChanges().changed).toHaveLength(1);
    expect(history.hasChanges).toBe(false);
  });

  test('expiry visits only what is due', () => {
    const history = new IngressHistory();
    for (let i = 0; i < 100; i++) {
      const { id } = add(history, i, EXPIRY + BigInt(i) * SECOND);
      history.setStatus(id, { status: 'done' });
    }
    history.expire(EXPIRY + STATUS_KEPT_NS + 50n * SECOND);
    expect(history.size).toBe(50);
  });
});

test('received and processing are not final, every answer is', () => {
  expect(isFinal({ status: 'received' })).toBe(false);
  expect(isFinal({ status: 'processing' })).toBe(false);
  expect(isFinal({ status: 'replied', reply: new Uint8Array() })).toBe(true);
  expect(isFinal({ status: 'rejected', code: 5, message: '', errorCode: 'IC0502' })).toBe(true);
});
