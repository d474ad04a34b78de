import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { PROPOSAL_LIFE_NS } from './limits.ts';
import { LogEntry } from './log-entry.ts';
import { ROLES } from './member.ts';
import type { Role } from './member.ts';
import { readLog } from './read-log.ts';
import { decodeRecord } from '@indus/kit/record-codec';
import { details, person, refusalOf, Scene } from './registry-fixture.ts';
import { caseOf } from '@indus/kit/variant';
import { withdraw } from './withdraw.ts';

type Step =
  | { readonly kind: 'propose'; readonly by: number; readonly action: Action }
  | { readonly kind: 'vote'; readonly by: number; readonly proposal: number; readonly approve: boolean }
  | { readonly kind: 'withdraw'; readonly by: number; readonly proposal: number }
  | { readonly kind: 'wait'; readonly ns: bigint };

interface ModelProposal {
  readonly by: number;
  readonly action: Action;
  readonly expires: bigint;
  readonly threshold: number;
  readonly votes: Map<number, boolean>;
  status: string;
}

/** The rules of the board in plain words: sets, maps and no storage. */
class Model {
  board = { members: [1, 2, 3, 4], threshold: 2 };
  readonly proposals: ModelProposal[] = [];
  readonly organisations: { name: string; suspended: boolean; roles: Map<number, Set<string>> }[] = [];
  now = 1_000n;

  #possible(action: Action): boolean {
    if ('admit_organisation' in action)
      return !this.organisations.some(({ name }) => name === action.admit_organisation.names.en);
    if ('suspend_organisation' in action)
      return this.organisations[Number(action.suspend_organisation.organisation) - 1]?.suspended === false;
    if ('reinstate_organisation' in action)
      return this.organisations[Number(action.reinstate_organisation.organisation) - 1]?.suspended === true;
    if ('grant_role' in action || 'revoke_role' in action) {
      const { organisation, member, role } = 'grant_role' in action ? action.grant_role : action.revoke_role;
      const held = this.organisations[Number(organisation) - 1]?.roles;
      return (
        held !== undefined &&
        (held.get(numberOf(member))?.has(caseOf(role)) ?? false) === 'revoke_role' in action
      );
    }
    return true;
  }

  #apply(action: Action): void {
    if ('admit_organisation' in action)
      this.organisations.push({
        name: action.admit_organisation.names.en,
        suspended: false,
        roles: new Map(),
      });
    else if ('suspend_organisation' in action)
      this.#at(action.suspend_organisation.organisation).suspended = true;
    else if ('reinstate_organisation' in action)
      this.#at(action.reinstate_organisation.organisation).suspended = false;
    else if ('change_board' in action) {
      this.board = {
        members: action.change_board.members.map(numberOf),
        threshold: action.change_board.threshold,
      };
      for (const other of this.proposals)
        if (other.status === 'open') other.status = this.now < other.expires ? 'superseded' : 'expired';
    } else if ('grant_role' in action) {
      const { organisation, member, role } = action.grant_role;
      const { roles } = this.#at(organisation);
      roles.set(numberOf(member), (roles.get(numberOf(member)) ?? new Set()).add(caseOf(role)));
    } else if ('revoke_role' in action) {
      const { organisation, member, role } = action.revoke_role;
      this.#at(organisation).roles.get(numberOf(member))?.delete(caseOf(role));
    }
  }

  #at(id: bigint) {
    return this.organisations[Number(id) - 1] as (typeof this.organisations)[number];
  }

  /** Whether the step is allowed; it is taken if so. */
  take(step: Step): boolean {
    if (step.kind === 'wait') {
      this.now += step.ns;
      return true;
    }
    if (step.kind === 'propose') {
      if (!this.board.members.includes(step.by) || !this.#possible(step.action)) return false;
      for (const other of this.proposals)
        if (other.status === 'open' && this.now >= other.expires) other.status = 'expired';
      const { threshold } = this.board;
      this.proposals.push({
        ...step,
        threshold,
        expires: this.now + PROPOSAL_LIFE_NS,
        votes: new Map(),
        status: 'open',
      });
      return true;
    }
    const proposal = this.proposals[step.proposal - 1];
    if (proposal === undefined || proposal.status !== 'open' || this.now >= proposal.expires) return false;
    if (step.kind === 'withdraw') {
      if (proposal.by !== step.by) return false;
      proposal.status = 'withdrawn';
      return true;
    }
    if (!this.board.members.includes(step.by) || proposal.votes.has(step.by)) return false;
    proposal.votes.set(step.by, step.approve);
    const approvals = [...proposal.votes.values()].filter(Boolean).length;
    if (approvals >= proposal.threshold) {
      const isPossible = this.#possible(proposal.action);
      proposal.status = isPossible ? 'executed' : 'failed';
      if (isPossible) this.#apply(proposal.action);
    } else if (this.board.members.length - (proposal.votes.size - approvals) < proposal.threshold)
      proposal.status = 'rejected';
    return true;
  }
}

const numberOf = (principal: { toUint8Array(): Uint8Array }): number => principal.toUint8Array()[0] as number;

const organisation = fc.bigInt({ min: 1n, max: 3n });
const role = fc.constantFrom(...ROLES).map((name) => ({ [name]: null }) as unknown as Role);
const roleChange = fc.record(
  { organisation, member: fc.constant(person(20)), role },
  { noNullPrototype: true },
);
const board = fc
  .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  .chain((members) =>
    fc
      .integer({ min: 1, max: members.length })
      .map((threshold) => ({ members: members.map(person), threshold })),
  );
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 4 }).map((number) => ({ admit_organisation: details(number) })),
  },
  {
    weight: 2,
    arbitrary: organisation.map((id) => ({ suspend_organisation: { organisation: id, reason: 'r' } })),
  },
  {
    weight: 2,
    arbitrary: organisation.map((id) => ({ reinstate_organisation: { organisation: id, reason: 'r' } })),
  },
  { weight: 5, arbitrary: roleChange.map((change) => ({ grant_role: change })) },
  { weight: 5, arbitrary: roleChange.map((change) => ({ revoke_role: change })) },
  { weight: 3, arbitrary: board.map((members) => ({ change_board: members })) },
);
const by = fc.integer({ min: 1, max: 5 });
const proposal = fc.integer({ min: 1, max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('propose' as const), by, action }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('vote' as const), by, proposal, approve: fc.constant(true) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('vote' as const), by, proposal, approve: fc.constant(false) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), by, proposal }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ns: fc.constantFrom(1n, PROPOSAL_LIFE_NS - 1n, PROPOSAL_LIFE_NS),
    }),
  },
);

function takeInRegistry(scene: Scene, taken: Step): boolean {
  const { registry } = scene;
  const writes = registry.writes;
  const refusal = refusalOf(() => {
    if (taken.kind === 'wait') scene.nowNs += taken.ns;
    else if (taken.kind === 'propose') scene.propose(taken.action, taken.by);
    else if (taken.kind === 'vote') scene.vote(BigInt(taken.proposal), taken.by, taken.approve);
    else withdraw(registry, scene.env(person(taken.by)), { proposal: BigInt(taken.proposal) });
  });
  if (refusal !== undefined) expect(registry.writes).toBe(writes);
  return refusal === undefined;
}

function expectSame(scene: Scene, model: Model): void {
  const { registry } = scene;
  expect(registry.organisations.count).toBe(BigInt(model.organisations.length));
  model.organisations.forEach(({ name, suspended, roles }, index) => {
    const id = BigInt(index + 1);
    expect(registry.organisations.get(id)).toMatchObject({
      names: { en: name },
      status: suspended ? { suspended: null } : { active: null },
    });
    for (const [member, held] of roles) {
      const expected = ROLES.filter((name) => held.has(name)).map((name) => ({ [name]: null }));
      expect(registry.members.get(id, person(member))?.roles ?? []).toEqual(expected);
    }
    expect(registry.members.countIn(id)).toBe([...roles.values()].filter((held) => held.size > 0).length);
  });
  expect(registry.board().members.map(numberOf)).toEqual(model.board.members);
  expect(registry.proposals.count).toBe(BigInt(model.proposals.length));
  model.proposals.forEach(({ status, votes }, index) => {
    const stored = registry.proposals.get(BigInt(index + 1));
    expect(stored && caseOf(stored.status)).toBe(status);
    expect(stored?.votes.map(({ member, approve }) => [numberOf(member), approve])).toEqual([...votes]);
  });
}

describe('the registry', () => {
  it('does what the plain model of its rules does, over any sequence of steps', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 70, size: 'max' }), (steps) => {
        const scene = new Scene(4, 2);
        const model = new Model();
        for (const taken of steps) expect(takeInRegistry(scene, taken)).toBe(model.take(taken));
        expectSame(scene, model);
        const { entries, size } = readLog(scene.registry, scene.env(), { from: 0n, limit: 50 });
        expect(size).toBe(BigInt(scene.registry.log.size));
        entries.forEach((entry, index) =>
          expect(decodeRecord<LogEntry>(LogEntry, entry).sequence).toBe(BigInt(index)),
        );
      }),
      { numRuns: 300 },
    );
  });
});
