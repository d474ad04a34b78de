import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { principalKey, u64Key } from '@indus/kit/key';
import { describe, expect, it } from 'vitest';
import type { CertifiedPage } from './answers.ts';
import { upgrade } from './install.ts';
import { listMembers } from './list-members.ts';
import { listMemberships } from './list-memberships.ts';
import { listProposals } from './list-proposals.ts';
import { Member } from './member.ts';
import { searchRegister } from './registers/read-register.ts';
import { searchOrganisations } from './search-organisations.ts';
import { decodeRecord } from '@indus/kit/record-codec';
import { details, person, refusalOf, Scene } from './registry-fixture.ts';

type Cursor = [] | [Uint8Array];

function peopled(): Scene {
  const scene = new Scene();
  for (let number = 1; number <= 3; number += 1) scene.admit(details(number));
  for (const [organisation, member] of [
    [1n, 11],
    [1n, 12],
    [2n, 11],
    [3n, 11],
  ] as const) {
    scene.enact({ grant_role: { organisation, member: person(member), role: { officer: null } } });
  }
  return scene;
}

const NOTHING = { name: [] as [], kind: [] as [], status: [] as [] };

/** Every list whose position is a number: as asked, and asked for something else. */
const LISTS: readonly [
  string,
  (scene: Scene, env: Env, cursor: Cursor) => CertifiedPage,
  (scene: Scene, env: Env, cursor: Cursor) => CertifiedPage,
][] = [
  [
    'organisations by name',
    ({ registry }, env, cursor) => searchOrganisations(registry, env, { ...NOTHING, cursor, limit: 1 }),
    ({ registry }, env, cursor) =>
      searchOrganisations(registry, env, { ...NOTHING, name: ['works'], cursor, limit: 1 }),
  ],
  [
    'members',
    ({ registry }, env, cursor) => listMembers(registry, env, { organisation: 1n, cursor, limit: 1 }),
    ({ registry }, env, cursor) => listMembers(registry, env, { organisation: 2n, cursor, limit: 1 }),
  ],
  [
    'memberships',
    ({ registry }, env, cursor) => listMemberships(registry, env, { member: person(11), cursor, limit: 1 }),
    ({ registry }, env, cursor) => listMemberships(registry, env, { member: person(12), cursor, limit: 1 }),
  ],
  [
    'proposals',
    ({ registry }, env, cursor) => listProposals(registry, env, { cursor, limit: 1 }),
    ({ registry }, env, cursor) => listMembers(registry, env, { organisation: 1n, cursor, limit: 1 }),
  ],
];

describe.each(LISTS)('the cursor of %s', (_name, list, other) => {
  const first = (scene: Scene): Cursor => list(scene, scene.env(person(50)), []).next;

  it('goes on for the caller whom it was answered to', () => {
    const scene = peopled();
    const cursor = first(scene);
    expect(cursor).toHaveLength(1);
    expect(list(scene, scene.env(person(50)), cursor).records).toHaveLength(1);
  });

  it('is refused to another caller, to nobody in particular, and for another request', () => {
    const scene = peopled();
    const cursor = first(scene);
    for (const env of [scene.env(person(51)), scene.env()]) {
      expect(refusalOf(() => list(scene, env, cursor))).toEqual({ InvalidCursor: null });
    }
    expect(refusalOf(() => other(scene, scene.env(person(50)), cursor))).toEqual({ InvalidCursor: null });
  });

  it('is refused when a bit of it is another', () => {
    const scene = peopled();
    const [cursor] = first(scene) as [Uint8Array];
    for (let at = 0; at < cursor.length; at += 1) {
      const forged = cursor.slice();
      forged[at] = (forged[at] as number) ^ 1;
      expect(refusalOf(() => list(scene, scene.env(person(50)), [forged]))).toEqual({ InvalidCursor: null });
    }
  });
});

it('a search of a register refuses the cursor of another register', () => {
  const scene = peopled();
  const env = scene.env(person(50));
  const [cursor] = listProposals(scene.registry, env, { cursor: [], limit: 1 }).next;
  const request = {
    register: { models: null },
    text: [] as [],
    organisation: [] as [],
    status: [] as [],
    risk_class: [] as [],
    cursor: [cursor as Uint8Array] as [Uint8Array],
    limit: 1,
  };
  expect(refusalOf(() => searchRegister(scene.registry, env, request))).toEqual({ InvalidCursor: null });
});

describe('memberships', () => {
  const placesOf = (scene: Scene, member: number, limit = 50): bigint[] =>
    listMemberships(scene.registry, scene.env(), { member: person(member), cursor: [], limit }).records.map(
      (record) => decodeRecord<Member>(Member, record).organisation,
    );

  it('are where a principal has roles now, in order', () => {
    const scene = peopled();
    expect([placesOf(scene, 11), placesOf(scene, 12), placesOf(scene, 13)]).toEqual([[1n, 2n, 3n], [1n], []]);
    const change = { organisation: 2n, member: person(11), role: { officer: null } } as const;
    scene.enact({ revoke_role: change });
    expect(placesOf(scene, 11)).toEqual([1n, 3n]);
    scene.enact({ rotate_key: { organisation: 3n, from: person(11), to: person(13) } });
    expect([placesOf(scene, 11), placesOf(scene, 13)]).toEqual([[1n], [3n]]);
    scene.enact({ grant_role: { organisation: 1n, member: person(11), role: { auditor: null } } });
    expect(placesOf(scene, 11)).toEqual([1n]);
  });

  it('are found after an upgrade from a module that did not know them', async () => {
    const scene = peopled();
    scene.tables(0).set(Uint8Array.of(0), u64Key(2n));
    for (const member of [11, 12]) {
      const principal = principalKey(person(member).toUint8Array());
      scene.tables(8).delete(concatBytes(Uint8Array.of(0xff), principal));
    }
    expect(placesOf(scene, 11)).toEqual([]);
    scene.system.loseTimers();
    scene.registry = scene.open();
    upgrade(scene.registry, scene.env());
    await scene.system.advance(5);
    expect([placesOf(scene, 11), placesOf(scene, 12)]).toEqual([[1n, 2n, 3n], [1n]]);
  });

  it('refuse a page of nothing, or too long', () => {
    const scene = peopled();
    expect(refusalOf(() => placesOf(scene, 11, 0))).toHaveProperty('Invalid');
    expect(refusalOf(() => placesOf(scene, 11, 51))).toHaveProperty('Invalid');
  });
});
