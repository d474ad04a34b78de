import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { describe, expect, test } from 'vitest';
import {
  digestOf,
  encodeTree,
  labeled,
  makeNetworkKey,
  prune,
  type RawTree,
  signTree,
  stateTree,
} from '../../test-support/sign-state.ts';
import { connect } from '../connection.ts';
import type { Notice, SubjectHead } from '../generated/vault.ts';
import { recordTypes } from '../generated/vault-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { leafHash } from '../verify/merkle-log.ts';
import { listItems } from './list-items.ts';
import { listLedger, proveLedgerConsistency } from './list-ledger.ts';
import { openBody } from './read-bodies.ts';
import { readHead } from './read-head.ts';
import { makeReceipt, type Receipt, verifyReceipt } from './receipt.ts';
import { bucketOf, itemPath } from './subject-path.ts';
import { openShard, openVault, type Shard, type Vault } from './vault.ts';
import { VaultRefused } from './vault-refused.ts';

const NOW_MS = 1_700_000_000_000;
const SHARD = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
const OTHER_SHARD = Principal.fromText('rrkah-fqaaa-aaaaa-aaaaq-cai');
const SUBJECT = Principal.fromText('ryjl3-tyaaa-aaaaa-aaaba-cai');
const BUCKETS = 16;
const network = makeNetworkKey(12);

const notices: Notice[] = [1n, 2n].map((id) => ({ id, at_ns: 7n, kind: { consent_requested: id } }));
const noticeBytes = notices.map((value) => IDL.encode([recordTypes.Notice], [value]));
const leafBytes = IDL.encode(
  [recordTypes.LedgerLeaf],
  [{ sealed: { sequence: 0n, at_ns: 5n, commitment: new Uint8Array(32), reveal_at_ns: 9n } }],
);
const head: SubjectHead = {
  subject: SUBJECT,
  bucket: bucketOf(SUBJECT, BUCKETS),
  ledger_size: 1n,
  ledger_root: leafHash(leafBytes),
  records: 0n,
  consents: 0n,
  tickets: 0n,
  grants: 0n,
  decisions: 0n,
  notices: 2n,
  break_glass_uses: 0n,
  imported_at_ns: [],
};
const headBytes = IDL.encode([recordTypes.SubjectHead], [head]);

const labelOf = (path: readonly (string | Uint8Array)[], at: number): Uint8Array => path[at] as Uint8Array;
const headPath = itemPath(SUBJECT, BUCKETS, { kind: 'head' });
const bucketLabel = labelOf(headPath, 1).slice(0, 2);
const itemLeaf = (kind: 'head' | 'notice', id: bigint | undefined, bytes: Uint8Array): RawTree =>
  labeled(labelOf(itemPath(SUBJECT, BUCKETS, { kind, ...(id === undefined ? {} : { id }) }), 2), [
    3,
    sha256(bytes),
  ]);
const [first, second] = [1n, 2n].map((id, at) => itemLeaf('notice', id, noticeBytes[at] as Uint8Array)) as [
  RawTree,
  RawTree,
];

/** The certified tree of a shard with one bucket and one subject. */
const tree = (items: RawTree, withBucket = true): RawTree => {
  const buckets = labeled('buckets', labeled(bucketLabel, [3, new Uint8Array(32)]));
  const subjects = labeled('subjects', labeled(labelOf(headPath, 1), items));
  return [
    1,
    withBucket ? buckets : prune(buckets),
    [1, prune(labeled('statistics', [3, headBytes])), subjects],
  ];
};
const whole = tree([1, itemLeaf('head', undefined, headBytes), [1, first, second]]);

function proofOf(
  shown: RawTree = whole,
  data = digestOf(shown),
): [{ certificate: Uint8Array; witness: Uint8Array }] {
  const certificate = signTree(stateTree(SHARD, data, NOW_MS), network.secret);
  return [{ certificate, witness: encodeTree(shown) }];
}

/** A vault of which each query answers what the test says, at each shard. */
function answering(
  answers: Record<string, unknown>,
  at: Record<string, Record<string, unknown>> = {},
): Vault {
  const connection = connect({ url: 'http://localhost', rootKey: network.rootKey, nowMs: () => NOW_MS });
  const shardAt = (canisterId: Principal): Shard => {
    const given = at[canisterId.toText()] ?? answers;
    const service = Object.fromEntries(
      Object.entries(given).map(([method, answer]) => [method, () => Promise.resolve(answer)]),
    );
    return { ...openShard(connection, canisterId), service: service as unknown as Shard['service'] };
  };
  return { ...openVault(connection, SHARD, BUCKETS), shardAt };
}

async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'accepted',
    (error: unknown) => (error instanceof ProofInvalid ? error.fault : error),
  );
}

describe('the head', () => {
  const read = (found: Uint8Array[], proof: unknown = proofOf()) =>
    readHead(answering({ read_head: { Ok: { found, proof } } }), SUBJECT);

  test('is given as the witness holds it', async () => {
    expect((await read([headBytes])).value).toEqual(head);
  });

  test('is refused with any byte changed, or without a proof', async () => {
    for (let at = 0; at < headBytes.length; at += 7) {
      const changed = Uint8Array.from(headBytes);
      changed[at] = (changed[at] as number) ^ 1;
      expect(await faultOf(read([changed]))).toBe('record');
    }
    expect(await faultOf(read([headBytes], []))).toBe('missing');
  });

  test('that there is none is believed from the shard of the bucket alone', async () => {
    const empty = (withBucket: boolean): RawTree => {
      const buckets = labeled('buckets', labeled(bucketLabel, [3, new Uint8Array(32)]));
      return [1, withBucket ? buckets : labeled('buckets', [0]), labeled('subjects', [0])];
    };
    expect((await read([], proofOf(empty(true)))).value).toBeUndefined();
    expect(await faultOf(read([], proofOf(empty(false))))).toBe('record');
    expect(await faultOf(read([]))).toBe('record');
  });
});

describe('items', () => {
  const list = (items: Uint8Array[], over: Record<string, unknown> = {}) =>
    listItems(
      answering({ list_items: { Ok: { head: [headBytes], items, next: [], proof: proofOf(), ...over } } }),
      { subject: SUBJECT, kind: 'notice' },
    );
  const [older, newer] = noticeBytes as [Uint8Array, Uint8Array];

  test('come newest first and all of them', async () => {
    const page = await list([newer, older]);
    expect(page.items.map(({ value }) => value)).toEqual([notices[1], notices[0]]);
    expect(page.count).toBe(2n);
  });

  test('a page that leaves one out, repeats one or turns them round is refused', async () => {
    for (const items of [[newer], [older], [], [older, newer], [newer, newer, older]]) {
      expect(await faultOf(list(items))).toBe('record');
    }
    expect(await faultOf(list([newer, older], { head: [] }))).toBe('record');
  });

  test('a receipt proves its item with the root key alone; with any byte changed it proves nothing', async () => {
    const page = await list([newer, older]);
    const receipt = makeReceipt({ subject: SUBJECT, buckets: BUCKETS, kind: 'notice' }, page, page.items[0]!);
    const copy = JSON.parse(JSON.stringify(receipt)) as Receipt & { kind: 'notice' };
    const proven = await verifyReceipt(copy, network.rootKey);
    expect(proven).toMatchObject({ value: notices[1], time_ns: BigInt(NOW_MS) * 1_000_000n });
    const stranger = makeNetworkKey(13).rootKey;
    expect(await faultOf(verifyReceipt(copy, stranger))).toBe('signature');
    for (const field of ['item', 'certificate', 'witness'] as const) {
      const text = copy[field];
      for (let at = 1; at < text.length; at += 26) {
        const digit = text[at] === '0' ? '1' : '0';
        const changed = { ...copy, [field]: text.slice(0, at) + digit + text.slice(at + 1) };
        expect(await faultOf(verifyReceipt(changed, network.rootKey))).not.toBe('accepted');
      }
    }
    for (const over of [
      { subject: OTHER_SHARD.toText() },
      { shard: OTHER_SHARD.toText() },
      { kind: 'ticket' },
    ]) {
      expect(await faultOf(verifyReceipt({ ...copy, ...over } as typeof copy, network.rootKey))).not.toBe(
        'accepted',
      );
    }
  });
});

describe('the ledger', () => {
  const page = { head: headBytes, from: 0n, leaves: [leafBytes], path: [], revealed: [], proof: proofOf() };
  const list = (over: Record<string, unknown> = {}) =>
    listLedger(answering({ list_ledger: { Ok: { ...page, ...over } } }), SUBJECT, 0n);

  test('positions lead to the certified root; what is under seal says so', async () => {
    expect((await list()).positions).toEqual([{ kind: 'sealed', sequence: 0n, at_ns: 5n, reveal_at_ns: 9n }]);
  });

  test('a page without its leaf, with another, or with content that was not committed to is refused', async () => {
    expect(await faultOf(list({ leaves: [] }))).toBe('log');
    expect(await faultOf(list({ leaves: [headBytes] }))).toBe('log');
    expect(await faultOf(list({ revealed: [{ sequence: 0n, entry: headBytes }] }))).toBe('log');
  });

  test('a ledger that begins with another past is refused', async () => {
    const answer = { head: headBytes, path: [], proof: proofOf() };
    const since = (root: Uint8Array) =>
      proveLedgerConsistency(answering({ prove_ledger_consistency: { Ok: answer } }), SUBJECT, {
        size: 1n,
        root,
      });
    expect((await since(leafHash(leafBytes))).value.size).toBe(1n);
    expect(await faultOf(since(new Uint8Array(32)))).toBe('log');
  });
});

describe('shards', () => {
  const found = { read_head: { Ok: { found: [headBytes], proof: proofOf() } } };
  const sendsOn = (to: Principal) => ({ read_head: { Err: { WrongShard: { bucket: 1, shard: to } } } });

  test('a call is sent on to the shard that serves the subject, and goes there at once the next time', async () => {
    const vault = { ...answering(found, { [OTHER_SHARD.toText()]: sendsOn(SHARD) }), entry: OTHER_SHARD };
    expect((await readHead(vault, SUBJECT)).value).toEqual(head);
    expect(vault.places.get(SUBJECT.toText())?.toText()).toBe(SHARD.toText());
  });

  test('shards that send round in a circle are left after some hops', async () => {
    const circle = answering(sendsOn(OTHER_SHARD), { [OTHER_SHARD.toText()]: sendsOn(SHARD) });
    const error = await faultOf(readHead(circle, SUBJECT));
    expect(error).toBeInstanceOf(VaultRefused);
    expect((error as VaultRefused).error).toHaveProperty('WrongShard');
  });
});

describe('bodies', () => {
  const salt = new Uint8Array(16).fill(1);
  const body = Uint8Array.of(1, 2, 3);
  const commitment = sha256(Uint8Array.from([...salt, ...body]));
  const record = { id: 4n, version: 2, commitment } as never;

  test('open the commitment of their record, and of no other', () => {
    expect(openBody(record, { id: 4n, version: 2, salt, body })).toEqual(body);
    for (const over of [{ id: 5n }, { version: 1 }, { salt: body }, { body: salt }]) {
      expect(() => openBody(record, { id: 4n, version: 2, salt, body, ...over })).toThrow(ProofInvalid);
    }
    expect(() => openBody(record, undefined)).toThrow(ProofInvalid);
  });
});
