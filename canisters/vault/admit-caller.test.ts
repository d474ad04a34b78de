import type { DirectoryEntry } from '@indus/kit/directory-feed';
import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { admitCaller, SYSTEM_FACTOR } from './admit-caller.ts';
import { readLedger } from './read-ledger.ts';
import { readRecords } from './read-records.ts';
import { recordMalformed } from './record-malformed.ts';
import { Statistics } from './statistics.ts';
import { NOBODY } from './subject-key.ts';
import { ORGANISATIONS, PEOPLE, Scene, readRequest, refusalOf } from './vault-fixture.ts';

const READS = 3;
const SECOND_NS = 1_000_000_000n;

function limited(reads = READS): Scene {
  const scene = new Scene();
  scene.issue();
  scene.tell({ parameter: { name: 'vault_reads_per_minute', value: BigInt(reads) } });
  return scene;
}

function read(scene: Scene, caller = PEOPLE.stranger) {
  return refusalOf(() => readRecords(scene.vault, scene.env(caller), readRequest(scene.nowNs)));
}

function counts(scene: Scene): Statistics {
  return decodeRecord<Statistics>(Statistics, scene.vault.statistics.bytes());
}

describe('reads at the door', () => {
  it('the last of a minute is decided, the next is refused and says when to come again', () => {
    const scene = limited();
    for (let at = 0; at < READS; at += 1) expect(read(scene)).toHaveProperty('RoleRequired');
    const retry_at_ns = scene.nowNs + (60n * SECOND_NS) / BigInt(READS);
    expect(read(scene)).toEqual({ RateLimited: { class: 'reads', retry_at_ns } });
    scene.nowNs = retry_at_ns - 1n;
    expect(read(scene)).toHaveProperty('RateLimited');
    scene.nowNs = retry_at_ns;
    expect(read(scene)).toHaveProperty('RoleRequired');
    expect(read(scene, PEOPLE.officer)).toHaveProperty('RoleRequired');
  });

  it('the first that is too much has its entry; the others of that minute are one entry that counts them', async () => {
    const scene = limited();
    for (let at = 0; at < READS + 5; at += 1) read(scene);
    const denied = scene.ledger().slice(1);
    expect(denied.map((leaf) => 'open' in leaf && leaf.open.outcome)).toEqual([
      ...Array.from({ length: READS }, () => ({ denied: 'RoleRequired' })),
      { denied: 'RateLimited' },
    ]);
    expect(scene.ledger(NOBODY)).toEqual([]);
    await scene.wait(61n * SECOND_NS);
    expect(scene.ledger(NOBODY)).toMatchObject([
      {
        open: {
          act: { refused_request: null },
          caller: PEOPLE.stranger,
          basis: { audit: '4 more reads' },
          outcome: { denied: 'RateLimited' },
        },
      },
    ]);
    expect(counts(scene).reads_denied).toBe(BigInt(READS + 5));
  });

  it('nothing is written at the end of a minute when nothing was counted, and the next one begins anew', async () => {
    const scene = limited();
    for (let at = 0; at < READS + 1; at += 1) read(scene);
    await scene.wait(61n * SECOND_NS);
    expect(scene.ledger(NOBODY)).toEqual([]);
    for (let at = 0; at < READS + 2; at += 1) read(scene);
    expect(scene.ledger()).toHaveLength(1 + 2 * (READS + 1));
  });

  it('reads of a ledger and requests that nobody can read take from the same', () => {
    const scene = limited(2);
    const env = () => scene.env(PEOPLE.stranger);
    const malformed = {
      method: 'read_records',
      caller: PEOPLE.stranger,
      fault: 'other_types',
      message: '',
    } as const;
    expect(recordMalformed(scene.vault, env(), malformed)).toHaveProperty('Invalid');
    const page = {
      subject: PEOPLE.citizen,
      basis: { subject: null },
      organisation: [] as [],
      from: 0n,
      limit: 1,
    };
    expect(refusalOf(() => readLedger(scene.vault, env(), page))).toHaveProperty('NotSubject');
    expect(recordMalformed(scene.vault, env(), malformed)).toHaveProperty('RateLimited');
    expect(recordMalformed(scene.vault, env(), malformed)).toHaveProperty('RateLimited');
    expect(scene.ledger(NOBODY)).toHaveLength(2);
  });
});

describe('a canister', () => {
  const canister = (state: string): DirectoryEntry => ({
    canister: {
      canister: PEOPLE.other,
      organisation: ORGANISATIONS.revenue,
      module_hash: [new Uint8Array(32)],
      state: { [state]: null } as never,
    },
  });
  const taken = (scene: Scene): number => {
    let calls = 0;
    while (!refusalOf(() => admitCaller(scene.vault, scene.env(PEOPLE.other), 'reads'))) calls += 1;
    return calls;
  };

  it('has more when the registry has verified it', () => {
    const scene = limited();
    scene.tell(canister('verified'));
    expect(taken(scene)).toBe(READS * (1 + SYSTEM_FACTOR));
  });

  it('has no more than a person when it runs something else', () => {
    const scene = limited();
    scene.tell(canister('mismatch'));
    expect(taken(scene)).toBe(READS);
  });
});

it('writes have a rate of their own, and nobody without a signature has any', () => {
  const scene = limited(1);
  scene.tell({ parameter: { name: 'vault_writes_per_minute', value: 1n } });
  admitCaller(scene.vault, scene.env(PEOPLE.officer), 'reads');
  admitCaller(scene.vault, scene.env(PEOPLE.officer), 'writes');
  const again = refusalOf(() => admitCaller(scene.vault, scene.env(PEOPLE.officer), 'writes'));
  expect(again).toMatchObject({ RateLimited: { class: 'writes' } });
});
