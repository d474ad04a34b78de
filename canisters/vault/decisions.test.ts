import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { answerTicket } from './answer-ticket.ts';
import { appealDecision } from './appeal-decision.ts';
import { decideAppeal } from './decide-appeal.ts';
import type { Factor } from './decision.ts';
import { daysNs } from './duration.ts';
import { listWork } from './list-work.ts';
import { issueDecision } from './issue-decision.ts';
import type { DecideAppeal, IssueDecision } from './ministry-requests.ts';
import { openTicket } from './open-ticket.ts';
import { Statistics } from './statistics.ts';
import {
  freshKey,
  member,
  ORGANISATIONS,
  PEOPLE,
  person,
  purposeOf,
  refusalOf,
  Scene,
} from './vault-fixture.ts';

const { revenue, court, authority } = ORGANISATIONS;
const MODEL = new Uint8Array(32).fill(9);
const CHIEF = person(31);
const nameOf = (call: () => unknown): string => Object.keys(refusalOf(call) ?? { none: null })[0] as string;

const FACTOR: Factor = {
  name: 'income',
  value: '50,000',
  contribution: 0.75,
  words: [{ language: { ur: null }, words: 'آپ کی آمدنی' }],
};

function ready(): Scene {
  const scene = new Scene();
  const algorithm = {
    id: 7n,
    version: 2,
    organisation: revenue,
    state: { live: null },
    model_sha256: [MODEL] as [Uint8Array],
  };
  scene.tell(
    { algorithm },
    { algorithm: { ...algorithm, id: 8n, state: { stale: null } } },
    member(revenue, CHIEF, 'officer'),
    purposeOf('consent.only', [{ consent: null }]),
  );
  return scene;
}

function issue(scene: Scene, over: Partial<IssueDecision> = {}, caller = PEOPLE.taxOfficer) {
  return issueDecision(scene.vault, scene.env(caller), {
    subject: PEOPLE.citizen,
    organisation: revenue,
    purpose: 'tax.assessment',
    algorithm: [{ id: 7n, version: 2, model_sha256: [], receipt_sha256: [] }],
    outcome: 'Tax due: 5,000',
    reasons: 'The salary is above the threshold of section 12',
    factors: [FACTOR],
    counterfactual: ['With a salary of up to 40,000 nothing is due'],
    idempotency_key: freshKey(),
    ...over,
  });
}

function appeal(scene: Scene, grounds = 'The salary is wrong', caller = PEOPLE.citizen, decision = 1n) {
  return appealDecision(scene.vault, scene.env(caller), { subject: PEOPLE.citizen, decision, grounds });
}

function decide(scene: Scene, over: Partial<DecideAppeal> = {}, caller = CHIEF) {
  return decideAppeal(scene.vault, scene.env(caller), {
    subject: PEOPLE.citizen,
    decision: 1n,
    organisation: revenue,
    overturn: true,
    reasons: 'The employer has confirmed it',
    ...over,
  });
}

function decision(scene: Scene) {
  scene.vault.begin();
  return scene.vault.dossier(PEOPLE.citizen).item('decision', 1n);
}

function statistics(scene: Scene): Statistics {
  return decodeRecord<Statistics>(Statistics, scene.vault.statistics.bytes());
}

describe('decisions', () => {
  it('decision, version of the algorithm, hash of its model, official and appeal are one chain', () => {
    const scene = ready();
    issue(scene);
    expect(decision(scene)).toMatchObject({
      official: PEOPLE.taxOfficer,
      algorithm: [{ id: 7n, version: 2, model_sha256: [MODEL] }],
      appeal_until_ns: scene.nowNs + daysNs(30),
      appeal: { none: null },
      paused_at_ns: [],
    });
    appeal(scene);
    const work = () =>
      listWork(scene.vault, scene.env(CHIEF), { organisation: revenue, cursor: [], limit: 50 }).items;
    expect(work()).toMatchObject([{ kind: { decision: null }, due_at_ns: scene.nowNs + daysNs(30) }]);
    decide(scene);
    expect(work()).toEqual([]);
    expect(decision(scene)?.appeal).toMatchObject({ overturned: { by: CHIEF } });
    expect(statistics(scene)).toMatchObject({ decisions: 1n, appeals: 1n, overturned: 1n });
    expect(scene.ledger()).toMatchObject([
      { open: { act: { issue_decision: null }, caller: PEOPLE.taxOfficer, purpose: ['tax.assessment'] } },
      { open: { act: { appeal_decision: null }, basis: { subject: null } } },
      { open: { act: { decide_appeal: null }, caller: CHIEF, role: [{ officer: null }] } },
    ]);
  });

  it('an appeal that is upheld overturns nothing', () => {
    const scene = ready();
    issue(scene);
    appeal(scene);
    decide(scene, { overturn: false });
    expect(decision(scene)?.appeal).toHaveProperty('upheld');
    expect(statistics(scene)).toMatchObject({ appeals: 1n, overturned: 0n });
  });

  const words = (count: number) => ({
    ...FACTOR,
    words: Array.from({ length: count }, () => FACTOR.words[0]!),
  });
  const factors = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...FACTOR, name: `f${at}` }));
  const use = (over: object) =>
    ({
      algorithm: [{ id: 7n, version: 2, model_sha256: [], receipt_sha256: [], ...over }],
    }) as Partial<IssueDecision>;
  const cases: readonly [string, Partial<IssueDecision>, string][] = [
    ['without an algorithm and factors', { algorithm: [], factors: [] }, 'none'],
    ['by an algorithm that is not explained', { factors: [] }, 'Invalid'],
    ['by the model of the registry', use({ model_sha256: [MODEL] }), 'none'],
    ['by another model', use({ model_sha256: [new Uint8Array(32)] }), 'Invalid'],
    ['with a receipt', use({ receipt_sha256: [new Uint8Array(32)] }), 'none'],
    ['with a receipt of 33 bytes', use({ receipt_sha256: [new Uint8Array(33)] }), 'Invalid'],
    ['by an algorithm of another version', use({ version: 1 }), 'AlgorithmNotLive'],
    ['by an algorithm that is stale', use({ id: 8n }), 'AlgorithmNotLive'],
    ['by an algorithm that nobody knows', use({ id: 9n }), 'AlgorithmNotLive'],
    ['for a purpose in free text', { purpose: 'because' }, 'UnknownPurpose'],
    ['for a purpose without a statute', { purpose: 'consent.only' }, 'BasisNotAllowed'],
    ['with reasons that say nothing', { reasons: 'See above' }, 'Invalid'],
    ['with the shortest reasons', { reasons: 'x'.repeat(10) }, 'none'],
    ['with the longest reasons', { reasons: 'x'.repeat(4_000) }, 'none'],
    ['with longer reasons', { reasons: 'x'.repeat(4_001) }, 'Invalid'],
    ['without an outcome', { outcome: '' }, 'Invalid'],
    ['with the most factors', { factors: factors(50) }, 'none'],
    ['with more factors', { factors: factors(51) }, 'Invalid'],
    ['with a factor twice', { factors: [FACTOR, FACTOR] }, 'Invalid'],
    ['with a factor in no language', { factors: [words(0)] }, 'Invalid'],
    ['with a factor in a language twice', { factors: [words(2)] }, 'Invalid'],
    ['with a factor beyond measure', { factors: [{ ...FACTOR, contribution: Infinity }] }, 'Invalid'],
    ['with a factor that is no number', { factors: [{ ...FACTOR, contribution: NaN }] }, 'Invalid'],
    ['with a factor of no name', { factors: [{ ...FACTOR, name: '' }] }, 'Invalid'],
    ['with an empty counterfactual', { counterfactual: [''] }, 'Invalid'],
    ['for another organisation', { organisation: court }, 'RoleRequired'],
    ['about the official herself', { subject: PEOPLE.taxOfficer }, 'NotPermitted'],
  ];
  it.each(cases)('a decision %s: %2$s', (_name, over, expected) => {
    expect(nameOf(() => issue(ready(), over))).toBe(expected);
  });

  it('no canister decides about a person', () => {
    const scene = ready();
    const canister = person(90);
    scene.tell({ canister: { canister, organisation: revenue, module_hash: [], state: { verified: null } } });
    expect(nameOf(() => issue(scene, {}, canister))).toBe('RoleRequired');
  });

  it('the person appeals until the time to is over, and once', () => {
    const late = ready();
    issue(late);
    late.pass(daysNs(30));
    expect(refusalOf(() => appeal(late))).toEqual({ AppealClosed: { decision: 1n, until_ns: late.nowNs } });
    const scene = ready();
    issue(scene);
    scene.pass(daysNs(30) - 1n);
    appeal(scene);
    expect(nameOf(() => appeal(scene))).toBe('AppealClosed');
  });

  it('only the person appeals, with grounds, against what there is', () => {
    const scene = ready();
    issue(scene);
    expect(nameOf(() => appeal(scene, 'x', PEOPLE.other))).toBe('NotSubject');
    expect(nameOf(() => appeal(scene, ''))).toBe('Invalid');
    expect(nameOf(() => appeal(scene, 'x', PEOPLE.citizen, 2n))).toBe('DecisionNotFound');
  });

  const judges: readonly [string, Partial<DecideAppeal>, typeof CHIEF, string][] = [
    ['another officer', {}, CHIEF, 'none'],
    ['who has decided', {}, PEOPLE.taxOfficer, 'OwnReview'],
    ['a judge', { organisation: court }, PEOPLE.judge, 'none'],
    ['an auditor', { organisation: authority }, PEOPLE.auditor, 'RoleRequired'],
    ['a data-protection official', { organisation: authority }, person(61), 'none'],
    [
      'a data-protection official of another organisation',
      { organisation: court },
      person(62),
      'RoleRequired',
    ],
    [
      'an officer of another organisation',
      { organisation: ORGANISATIONS.interior },
      PEOPLE.officer,
      'RoleRequired',
    ],
    ['the person concerned', {}, PEOPLE.citizen, 'OwnReview'],
    ['a stranger', {}, PEOPLE.stranger, 'RoleRequired'],
    ['nothing', { decision: 9n, organisation: court }, PEOPLE.judge, 'DecisionNotFound'],
    ['without reasons', { reasons: 'No.' }, CHIEF, 'Invalid'],
  ];
  it.each(judges)('an appeal decided by %s: %3$s', (_name, over, caller, expected) => {
    const scene = ready();
    scene.tell(
      member(authority, person(61), 'data_protection'),
      member(court, person(62), 'data_protection'),
      member(revenue, PEOPLE.citizen, 'officer'),
    );
    issue(scene);
    appeal(scene);
    expect(nameOf(() => decide(scene, over, caller))).toBe(expected);
  });

  it('nothing is decided where nobody appealed, nor twice', () => {
    const scene = ready();
    issue(scene);
    expect(nameOf(() => decide(scene))).toBe('AppealClosed');
    appeal(scene);
    decide(scene);
    expect(nameOf(() => decide(scene))).toBe('AppealClosed');
  });

  it('an objection that is granted pauses the decision', () => {
    const scene = ready();
    issue(scene);
    const right = { objection: { decision: [1n] as [bigint], grounds: 'Decided by a machine alone' } };
    openTicket(scene.vault, scene.env(PEOPLE.citizen), {
      subject: PEOPLE.citizen,
      right,
      organisation: revenue,
      idempotency_key: freshKey(),
    });
    expect(decision(scene)?.paused_at_ns).toEqual([]);
    const answer = {
      subject: PEOPLE.citizen,
      ticket: 1n,
      organisation: revenue,
      done: true,
      answer: 'Granted',
    };
    answerTicket(scene.vault, scene.env(CHIEF), answer);
    expect(decision(scene)?.paused_at_ns).toEqual([scene.nowNs]);
  });
});
