import { describe, expect, it } from 'vitest';
import { PROPOSAL_LIFE_NS } from './limits.ts';
import { details, person, refusalOf, Scene } from './registry-fixture.ts';
import { withdraw } from './withdraw.ts';

function proposed(): Scene {
  const scene = new Scene();
  scene.propose({ admit_organisation: details(1) }, 2);
  return scene;
}

const take = (scene: Scene, who: number, proposal = 1n) =>
  withdraw(scene.registry, scene.env(person(who)), { proposal });

describe('withdraw', () => {
  it('ends the proposal, which then takes no vote', () => {
    const scene = proposed();
    expect(take(scene, 2).status).toEqual({ withdrawn: { at_ns: 1_000n } });
    expect(refusalOf(() => scene.vote(1n, 1))).toMatchObject({
      ProposalNotOpen: { status: { withdrawn: {} } },
    });
    expect(scene.registry.proposals.openIds()).toEqual([]);
  });

  it('is for the proposer only, and only once', () => {
    const scene = proposed();
    expect(refusalOf(() => take(scene, 1))).toHaveProperty('NotProposer');
    expect(refusalOf(() => take(scene, 2, 5n))).toEqual({ ProposalNotFound: { proposal: 5n } });
    take(scene, 2);
    expect(refusalOf(() => take(scene, 2))).toHaveProperty('ProposalNotOpen');
  });

  it('is refused from the moment of expiry', () => {
    const scene = proposed();
    scene.nowNs += PROPOSAL_LIFE_NS;
    expect(refusalOf(() => take(scene, 2))).toMatchObject({ ProposalNotOpen: { status: { expired: {} } } });
    scene.nowNs -= 1n;
    expect(take(scene, 2).status).toHaveProperty('withdrawn');
  });
});
