import { IDL } from '@dfinity/candid';
import { ReportOutcomes } from '@indus/kit/outcome-report';
import type { OutgoingCall } from '@indus/kit/system';
import { describe, expect, it } from 'vitest';
import { appealDecision } from './appeal-decision.ts';
import { decideAppeal } from './decide-appeal.ts';
import { issueDecision } from './issue-decision.ts';
import type { IssueDecision } from './ministry-requests.ts';
import { freshKey, member, ORGANISATIONS, PEOPLE, person, Scene } from './vault-fixture.ts';

const CHIEF = person(31);
const MINUTE_NS = 60_000_000_000n;
const { revenue } = ORGANISATIONS;
const Answer = IDL.Variant({ Ok: IDL.Null, Err: IDL.Text });

/** A scene with an algorithm that may decide, and what its registry is told. */
class Reporting extends Scene {
  readonly told: unknown[] = [];
  answer: { Ok: null } | { Err: string } = { Ok: null };
  /** Happens while the registry has the report. */
  meanwhile: () => void = () => undefined;

  constructor() {
    super();
    const algorithm = { id: 7n, version: 2, organisation: revenue, state: { live: null } };
    this.tell(
      { algorithm: { ...algorithm, model_sha256: [] } },
      { algorithm: { ...algorithm, id: 8n, model_sha256: [] } },
      member(revenue, CHIEF, 'officer'),
    );
    this.system.answer = (outgoing: OutgoingCall) => {
      if (outgoing.method !== 'report_outcomes') return Promise.reject(new Error('not here'));
      this.told.push(IDL.decode([ReportOutcomes], outgoing.argument)[0]);
      this.meanwhile();
      return Promise.resolve(new Uint8Array(IDL.encode([Answer], [this.answer])));
    };
  }

  /** As so many messages a minute apart see it. */
  async minutes(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.wait(MINUTE_NS);
  }

  decide(over: Partial<IssueDecision> = {}): void {
    issueDecision(this.vault, this.env(PEOPLE.taxOfficer), {
      subject: PEOPLE.citizen,
      organisation: revenue,
      purpose: 'tax.assessment',
      algorithm: [{ id: 7n, version: 2, model_sha256: [], receipt_sha256: [] }],
      outcome: 'Tax due',
      reasons: 'The salary is above the threshold',
      factors: [
        {
          name: 'income',
          value: '50,000',
          contribution: 1,
          words: [{ language: { ur: null }, words: 'آمدنی' }],
        },
      ],
      counterfactual: [],
      idempotency_key: freshKey(),
      ...over,
    });
  }

  appeal(decision: bigint, overturn: boolean): void {
    const about = { subject: PEOPLE.citizen, decision };
    appealDecision(this.vault, this.env(PEOPLE.citizen), { ...about, grounds: 'It is wrong' });
    const reasons = 'The employer has confirmed it';
    decideAppeal(this.vault, this.env(CHIEF), { ...about, organisation: revenue, overturn, reasons });
  }
}

const counts = (decisions: bigint, appeals: bigint, overturned: bigint, algorithm = 7n) => ({
  algorithm,
  version: 2,
  decisions,
  appeals,
  overturned,
});

describe('what became of decisions', () => {
  it('is told to the registry once a minute, for each version of an algorithm, and only when something happened', async () => {
    const scene = new Reporting();
    scene.decide();
    scene.decide();
    scene.decide({ algorithm: [{ id: 8n, version: 2, model_sha256: [], receipt_sha256: [] }] });
    scene.decide({ algorithm: [] });
    await scene.minutes(2);
    expect(scene.told).toEqual([counts(2n, 0n, 0n), counts(1n, 0n, 0n, 8n)]);
    await scene.minutes(10);
    expect(scene.told).toHaveLength(2);
    scene.appeal(1n, true);
    scene.appeal(2n, false);
    await scene.minutes(2);
    expect(scene.told.slice(2)).toEqual([counts(2n, 2n, 1n)]);
  });

  it('is told again until the registry takes it', async () => {
    const scene = new Reporting();
    scene.answer = { Err: 'not verified' };
    scene.decide();
    await scene.minutes(2);
    const refused = scene.told.length;
    expect(refused).toBeGreaterThan(1);
    scene.answer = { Ok: null };
    await scene.minutes(10);
    expect(scene.told).toHaveLength(refused + 1);
  });

  it('is told anew when more happened while the registry had the report', async () => {
    const scene = new Reporting();
    scene.decide();
    scene.meanwhile = () => {
      scene.meanwhile = () => undefined;
      scene.decide();
    };
    await scene.minutes(3);
    expect(scene.told).toEqual([counts(1n, 0n, 0n), counts(2n, 0n, 0n)]);
  });

  it('outlives an upgrade', async () => {
    const scene = new Reporting();
    scene.decide();
    scene.vault = scene.open();
    scene.vault.jobs.start();
    await scene.minutes(2);
    expect(scene.told).toEqual([counts(1n, 0n, 0n)]);
  });

  it('says nothing of a decision that its subject has brought here', async () => {
    const scene = new Reporting();
    scene.decide();
    scene.nowNs += 1n;
    scene.vault.begin();
    const { counts: counted } = scene.vault.dossier(PEOPLE.citizen);
    counted.markImported(scene.nowNs);
    counted.store();
    scene.sync();
    scene.appeal(1n, true);
    await scene.minutes(2);
    expect(scene.told).toEqual([counts(1n, 0n, 0n)]);
  });
});
