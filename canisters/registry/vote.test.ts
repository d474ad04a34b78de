import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { PROPOSAL_LIFE_NS } from './limits.ts';
import { details, person, refusalOf, Scene } from './registry-fixture.ts';

const admission: Action = { admit_organisation: details(1) };

describe('vote', () => {
  it('a single approver fails: one approval of two leaves the proposal open and nothing done', () => {
    const scene = new Scene();
    scene.propose(admission);
    expect(scene.vote(1n, 1).status).toEqual({ open: null });
    expect(scene.registry.organisations.count).toBe(0n);
    expect(refusalOf(() => scene.vote(1n, 1))).toMatchObject({
      AlreadyVoted: { proposal: 1n, vote: { approve: true } },
    });
    expect(scene.registry.organisations.count).toBe(0n);
  });

  it('the approval that completes the threshold executes, exactly once', () => {
    const scene = new Scene();
    scene.propose(admission);
    scene.vote(1n, 3);
    scene.nowNs += 5n;
    expect(scene.vote(1n, 2).status).toEqual({ executed: { at_ns: 1_005n, organisation: [1n] } });
    expect(scene.registry.organisations.get(1n)).toMatchObject({
      id: 1n,
      status: { active: null },
      version: 1,
      admitted_at_ns: 1_005n,
    });
    expect(refusalOf(() => scene.vote(1n, 1))).toMatchObject({
      ProposalNotOpen: { status: { executed: {} } },
    });
    expect(scene.registry.organisations.count).toBe(1n);
  });

  it('a threshold of one executes with the first approval, one of all needs every member', () => {
    const single = new Scene(3, 1);
    single.propose(admission);
    expect(single.vote(1n, 2).status).toHaveProperty('executed');
    const all = new Scene(3, 3);
    all.propose(admission);
    all.vote(1n, 1);
    expect(all.vote(1n, 2).status).toEqual({ open: null });
    expect(all.vote(1n, 3).status).toHaveProperty('executed');
  });

  it('rejections decide as soon as the threshold is out of reach, and not before', () => {
    const scene = new Scene();
    scene.propose(admission);
    expect(scene.vote(1n, 1, false).status).toEqual({ open: null });
    expect(scene.vote(1n, 2, false).status).toHaveProperty('rejected');
    expect(refusalOf(() => scene.vote(1n, 3))).toMatchObject({
      ProposalNotOpen: { status: { rejected: {} } },
    });
  });

  it('a vote is not changed by a second one of the other kind', () => {
    const scene = new Scene();
    scene.propose(admission);
    scene.vote(1n, 1, false);
    expect(refusalOf(() => scene.vote(1n, 1, true))).toMatchObject({
      AlreadyVoted: { vote: { approve: false } },
    });
  });

  it('is taken until the last nanosecond before expiry', () => {
    const scene = new Scene();
    scene.propose(admission);
    scene.vote(1n, 1);
    scene.nowNs += PROPOSAL_LIFE_NS;
    expect(refusalOf(() => scene.vote(1n, 2))).toEqual({
      ProposalNotOpen: { proposal: 1n, status: { expired: { at_ns: 1_000n + PROPOSAL_LIFE_NS } } },
    });
    scene.nowNs -= 1n;
    expect(scene.vote(1n, 2).status).toHaveProperty('executed');
  });

  it('is for board members and existing proposals only', () => {
    const scene = new Scene();
    scene.propose(admission);
    expect(refusalOf(() => scene.vote(1n, 4))).toHaveProperty('NotBoardMember');
    expect(refusalOf(() => scene.vote(2n, 1))).toEqual({ ProposalNotFound: { proposal: 2n } });
  });

  it('checks the state again at execution: of two equal admissions the second fails and changes nothing', () => {
    const scene = new Scene();
    scene.propose(admission);
    scene.propose(admission);
    for (const id of [1n, 2n]) scene.vote(id, 1);
    scene.vote(1n, 2);
    expect(scene.vote(2n, 2).status).toMatchObject({ failed: { reason: 'NameTaken' } });
    expect(scene.registry.organisations.count).toBe(1n);
  });

  it('a new board takes office and closes what the old one left open', () => {
    const scene = new Scene();
    scene.propose(admission);
    scene.vote(1n, 1);
    scene.enact({ change_board: { members: [person(7)], threshold: 1 } });
    expect(scene.registry.board()).toMatchObject({ threshold: 1 });
    expect(scene.registry.proposals.get(1n)?.status).toHaveProperty('superseded');
    expect(refusalOf(() => scene.vote(1n, 7))).toHaveProperty('ProposalNotOpen');
    expect(refusalOf(() => scene.propose(admission, 1))).toHaveProperty('NotBoardMember');
    expect(scene.registry.proposals.openIds()).toEqual([]);
  });

  it('suspends, reinstates and amends, one version at a time', () => {
    const scene = new Scene();
    scene.admit(details(1));
    scene.enact({ suspend_organisation: { organisation: 1n, reason: 'audit' } });
    expect(scene.registry.organisations.get(1n)).toMatchObject({ status: { suspended: null }, version: 2 });
    expect(
      refusalOf(() => scene.propose({ suspend_organisation: { organisation: 1n, reason: 'again' } })),
    ).toHaveProperty('StatusUnchanged');
    scene.enact({ reinstate_organisation: { organisation: 1n, reason: 'cleared' } });
    scene.enact({ amend_organisation: { organisation: 1n, details: details(5) } });
    expect(scene.registry.organisations.get(1n)).toMatchObject({
      ...details(5),
      status: { active: null },
      version: 4,
    });
    expect(scene.registry.organisations.holderOfName('Ministry of Works 1')).toBeUndefined();
    expect(scene.registry.organisations.holderOfName('Ministry of Works 5')).toBe(1n);
  });

  it('grants and revokes roles in the order of the interface, and forgets a member without any', () => {
    const scene = new Scene();
    scene.admit(details(1));
    const change = (role: object) => ({ organisation: 1n, member: person(9), role: role as never });
    scene.enact({ grant_role: change({ judge: null }) });
    scene.enact({ grant_role: change({ admin: null }) });
    expect(scene.registry.members.get(1n, person(9))?.roles).toEqual([{ admin: null }, { judge: null }]);
    expect(refusalOf(() => scene.propose({ grant_role: change({ judge: null }) }))).toHaveProperty(
      'RoleAlreadyGranted',
    );
    scene.enact({ revoke_role: change({ admin: null }) });
    scene.enact({ revoke_role: change({ judge: null }) });
    expect(scene.registry.members.get(1n, person(9))).toBeUndefined();
    expect(scene.registry.members.countIn(1n)).toBe(0);
  });
});
