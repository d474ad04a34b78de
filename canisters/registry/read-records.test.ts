import { toHex } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import { describe, expect, it } from 'vitest';
import type { CertifiedPage, CertifiedRecord } from './answers.ts';
import { Board } from './board.ts';
import { listMembers } from './list-members.ts';
import { listProposals } from './list-proposals.ts';
import { PAGE_PROPOSALS_MAX, PAGE_RECORDS_MAX } from './limits.ts';
import { MemberStore } from './member-store.ts';
import { Member } from './member.ts';
import { Organisation } from './organisation.ts';
import { Proposal } from './proposal.ts';
import { readBoard } from './read-board.ts';
import { readMember } from './read-member.ts';
import { readOrganisation } from './read-organisation.ts';
import { readProposal } from './read-proposal.ts';
import { decodeRecord } from '@indus/kit/record-codec';
import { CERTIFICATE, details, person, refusalOf, Scene } from './registry-fixture.ts';
import { checkWitness } from './witness-check.ts';

function peopled(): Scene {
  const scene = new Scene();
  for (let number = 1; number <= 5; number += 1) scene.admit(details(number));
  for (const member of [11, 12, 13]) {
    scene.enact({ grant_role: { organisation: 2n, member: person(member), role: { officer: null } } });
  }
  return scene;
}

async function expectProven(
  scene: Scene,
  answer: CertifiedRecord,
  section: string,
  ...key: Uint8Array[]
): Promise<void> {
  const witness = checkWitness(answer.proof);
  const [record] = answer.found;
  expect(witness.root).toBe(toHex(scene.certified));
  expect(witness.at(section, ...key)).toEqual(
    record ? { status: 'found', value: sha256(record) } : { status: 'absent' },
  );
  expect(answer.proof[0]?.certificate).toEqual(CERTIFICATE);
}

describe('reading one record', () => {
  it('proves the board', async () => {
    const scene = peopled();
    const answer = readBoard(scene.registry, scene.env());
    await expectProven(scene, answer, 'board');
    expect(decodeRecord<Board>(Board, answer.found[0] as Uint8Array)).toMatchObject({
      threshold: 2,
      changed_at_ns: 1_000n,
    });
  });

  it.each([0n, 1n, 3n, 5n, 6n, 300n, 2n ** 64n - 1n])(
    'proves organisation %s or its absence',
    async (organisation) => {
      const scene = peopled();
      const answer = readOrganisation(scene.registry, scene.env(), { organisation });
      const exists = organisation >= 1n && organisation <= 5n;
      expect(answer.found.length).toBe(exists ? 1 : 0);
      if (exists)
        expect(decodeRecord<Organisation>(Organisation, answer.found[0] as Uint8Array).id).toBe(organisation);
      await expectProven(scene, answer, 'organisations', u64Key(organisation));
    },
  );

  it.each([
    [2n, 11, true],
    [2n, 14, false],
    [1n, 11, false],
    [9n, 11, false],
  ])(
    'proves the roles in organisation %s of person %i, or that there are none',
    async (organisation, number, exists) => {
      const scene = peopled();
      const member = person(number);
      const answer = readMember(scene.registry, scene.env(), { organisation, member });
      expect(answer.found.length).toBe(exists ? 1 : 0);
      await expectProven(scene, answer, 'members', MemberStore.key(organisation, member));
    },
  );

  it.each([0n, 1n, 8n, 9n])('proves proposal %s or its absence', async (proposal) => {
    const scene = peopled();
    const answer = readProposal(scene.registry, scene.env(), { proposal });
    expect(answer.found.length).toBe(proposal >= 1n && proposal <= 8n ? 1 : 0);
    await expectProven(scene, answer, 'proposals', u64Key(proposal));
  });

  it('proves absence in a registry without anything', async () => {
    const scene = new Scene();
    await expectProven(
      scene,
      readOrganisation(scene.registry, scene.env(), { organisation: 1n }),
      'organisations',
      u64Key(1n),
    );
  });

  it('comes without a proof when it runs replicated', () => {
    const scene = peopled();
    const env = { ...scene.env(), certificate: () => undefined };
    const answer = readOrganisation(scene.registry, env, { organisation: 1n });
    expect(answer.proof).toEqual([]);
    expect(answer.found).toHaveLength(1);
  });
});

describe('listing', () => {
  const pages = (ask: (cursor: [] | [Uint8Array]) => CertifiedPage): CertifiedPage[] => {
    const all = [ask([])];
    for (let last = all[0]; last?.next.length === 1; last = all.at(-1)) all.push(ask(last.next));
    return all;
  };

  it('gives every member once, in the order of arrival, also after one has left', () => {
    const scene = peopled();
    const list = (limit: number) =>
      pages((cursor) => listMembers(scene.registry, scene.env(), { organisation: 2n, cursor, limit }))
        .flatMap((page) => page.records)
        .map((record) => decodeRecord<Member>(Member, record).member.toText());
    expect(list(1)).toEqual([11, 12, 13].map((number) => person(number).toText()));
    scene.enact({ revoke_role: { organisation: 2n, member: person(12), role: { officer: null } } });
    expect(list(2)).toEqual([11, 13].map((number) => person(number).toText()));
    scene.enact({ grant_role: { organisation: 2n, member: person(12), role: { auditor: null } } });
    expect(list(50)).toEqual([11, 13, 12].map((number) => person(number).toText()));
  });

  it('proves the members of a page', async () => {
    const scene = peopled();
    const page = listMembers(scene.registry, scene.env(), { organisation: 2n, cursor: [], limit: 2 });
    const witness = checkWitness(page.proof);
    expect(witness.root).toBe(toHex(scene.certified));
    for (const [index, number] of [11, 12].entries()) {
      const value = sha256(page.records[index] as Uint8Array);
      expect(witness.at('members', MemberStore.key(2n, person(number)))).toEqual({ status: 'found', value });
    }
  });

  it('gives every proposal once, newest first', async () => {
    const scene = peopled();
    const all = pages((cursor) => listProposals(scene.registry, scene.env(), { cursor, limit: 3 }));
    const ids = all
      .flatMap((page) => page.records)
      .map((record) => decodeRecord<Proposal>(Proposal, record).id);
    expect(ids).toEqual([8n, 7n, 6n, 5n, 4n, 3n, 2n, 1n]);
    expect(checkWitness((all[0] as CertifiedPage).proof).root).toBe(toHex(scene.certified));
  });

  it('is empty where there is nothing', () => {
    const scene = new Scene();
    expect(listProposals(scene.registry, scene.env(), { cursor: [], limit: 1 })).toMatchObject({
      records: [],
      next: [],
    });
  });

  it('refuses limits out of bounds, cursors of other lists and organisations that are not there', () => {
    const scene = peopled();
    const members = (over: object) => () =>
      listMembers(scene.registry, scene.env(), { organisation: 2n, cursor: [], limit: 1, ...over });
    const proposals = (over: object) => () =>
      listProposals(scene.registry, scene.env(), { cursor: [], limit: 1, ...over });
    expect(refusalOf(members({ limit: PAGE_RECORDS_MAX }))).toBeUndefined();
    expect(refusalOf(members({ limit: PAGE_RECORDS_MAX + 1 }))).toMatchObject({
      Invalid: { field: 'limit' },
    });
    expect(refusalOf(members({ limit: 0 }))).toMatchObject({ Invalid: { field: 'limit' } });
    expect(refusalOf(members({ organisation: 9n }))).toEqual({ OrganisationNotFound: { organisation: 9n } });
    expect(refusalOf(proposals({ limit: PAGE_PROPOSALS_MAX }))).toBeUndefined();
    expect(refusalOf(proposals({ limit: PAGE_PROPOSALS_MAX + 1 }))).toMatchObject({
      Invalid: { field: 'limit' },
    });
    const { next } = members({})();
    expect(refusalOf(proposals({ cursor: next }))).toEqual({ InvalidCursor: null });
    expect(refusalOf(members({ cursor: next, organisation: 1n }))).toEqual({ InvalidCursor: null });
  });
});
