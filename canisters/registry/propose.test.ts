import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { OPEN_PROPOSALS_MAX, PROPOSAL_LIFE_NS } from './limits.ts';
import { propose } from './propose.ts';
import { details, person, refusalOf, Scene } from './registry-fixture.ts';

const admission = (number: number): Action => ({ admit_organisation: details(number) });

describe('propose', () => {
  it('makes an open proposal without votes, which nothing has been done for', () => {
    const scene = new Scene();
    const made = scene.propose(admission(1), 2);
    expect(made).toMatchObject({
      id: 1n,
      threshold: 2,
      votes: [],
      status: { open: null },
      made_at_ns: 1_000n,
    });
    expect(made.expires_at_ns).toBe(1_000n + PROPOSAL_LIFE_NS);
    expect(made.proposer.compareTo(person(2))).toBe('eq');
    expect(scene.registry.proposals.get(1n)).toEqual(made);
    expect(scene.registry.organisations.count).toBe(0n);
    expect(scene.registry.log.size).toBe(2);
  });

  it('is for board members only', () => {
    const scene = new Scene();
    const writes = scene.registry.writes;
    expect(refusalOf(() => scene.propose(admission(1), 4))).toHaveProperty('NotBoardMember');
    expect(refusalOf(() => propose(scene.registry, scene.env(), admission(1)))).toEqual({
      NotBoardMember: { caller: Principal.anonymous() },
    });
    expect(scene.registry.writes).toBe(writes);
  });

  it('takes the last open proposal allowed and refuses the next, until some have expired', () => {
    const scene = new Scene();
    for (let count = 1; count <= OPEN_PROPOSALS_MAX; count += 1) scene.propose(admission(count));
    const limit = OPEN_PROPOSALS_MAX;
    expect(refusalOf(() => scene.propose(admission(99)))).toEqual({
      TooManyOpenProposals: { open: limit, limit },
    });
    scene.nowNs += PROPOSAL_LIFE_NS - 1n;
    expect(refusalOf(() => scene.propose(admission(99)))).toHaveProperty('TooManyOpenProposals');
    scene.nowNs += 1n;
    const made = scene.propose(admission(99));
    expect(scene.registry.proposals.openIds()).toEqual([made.id]);
    expect(scene.registry.proposals.get(1n)?.status).toEqual({
      expired: { at_ns: 1_000n + PROPOSAL_LIFE_NS },
    });
  });

  it.each<[string, Action, object]>([
    [
      'a missing organisation',
      { suspend_organisation: { organisation: 7n, reason: 'x' } },
      { OrganisationNotFound: { organisation: 7n } },
    ],
    [
      'a missing organisation to amend',
      { amend_organisation: { organisation: 7n, details: details(8) } },
      { OrganisationNotFound: { organisation: 7n } },
    ],
    [
      'a name that is taken',
      { admit_organisation: details(1, { names: { ...details(1).names, en: 'ministry  of WORKS 1' } }) },
      { NameTaken: { organisation: 1n } },
    ],
    [
      'a name that another has',
      { amend_organisation: { organisation: 2n, details: details(1) } },
      { NameTaken: { organisation: 1n } },
    ],
    [
      'a status that is there',
      { reinstate_organisation: { organisation: 1n, reason: 'x' } },
      { StatusUnchanged: { organisation: 1n, status: { active: null } } },
    ],
    [
      'a reason without words',
      { suspend_organisation: { organisation: 1n, reason: '' } },
      { Invalid: { field: 'reason' } },
    ],
    [
      'a role not held',
      { revoke_role: { organisation: 1n, member: person(9), role: { judge: null } } },
      { RoleNotGranted: { organisation: 1n } },
    ],
    [
      'a role for nobody',
      { grant_role: { organisation: 1n, member: Principal.anonymous(), role: { judge: null } } },
      { Invalid: { field: 'member' } },
    ],
    [
      'a role nowhere',
      { grant_role: { organisation: 7n, member: person(9), role: { judge: null } } },
      { OrganisationNotFound: { organisation: 7n } },
    ],
    ['an empty board', { change_board: { members: [], threshold: 1 } }, { Invalid: { field: 'members' } }],
  ])('refuses %s', (_, action, refusal) => {
    const scene = new Scene();
    scene.admit(details(1));
    scene.admit(details(2));
    const writes = scene.registry.writes;
    expect(refusalOf(() => scene.propose(action))).toMatchObject(refusal);
    expect(scene.registry.writes).toBe(writes);
  });
});
