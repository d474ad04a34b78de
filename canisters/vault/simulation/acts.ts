import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { amendRecord } from '../amend-record.ts';
import { changeConsent } from '../change-consent.ts';
import { daysNs } from '../duration.ts';
import { issueRecord } from '../issue-record.ts';
import { offerConsent } from '../offer-consent.ts';
import { openTicket } from '../open-ticket.ts';
import { readRecords } from '../read-records.ts';
import type { ReadRequest } from '../reading-requests.ts';
import { reviewBreakGlass } from '../review-break-glass.ts';
import type { Vault } from '../storage.ts';
import { consentTerms, issueRequest, ORGANISATIONS, PEOPLE, readRequest } from '../vault-fixture.ts';
import { withdrawTicket } from '../withdraw-ticket.ts';
import type { Dice } from './dice.ts';
import type { Expected, VaultModel } from './model.ts';

/** Something that somebody does about a subject, and what the model says of it. */
export interface ScheduledAct {
  readonly caller: Principal;
  run(vault: Vault, env: Env): unknown;
  /** Context: only when the vault has carried the act out, or refused it. */
  expect(model: VaultModel): Expected;
}

const SHOWN = new Uint8Array(32).fill(1);

/** What a schedule draws from. */
export interface ActSource {
  readonly dice: Dice;
  readonly nowNs: bigint;
  readonly subject: Principal;
  /** A number that no other act has. */
  readonly number: number;
}

/** Draws an act about a subject. */
export function drawAct(source: ActSource): ScheduledAct {
  return source.dice.pick(ACTS)(source);
}

const ACTS: readonly ((source: ActSource) => ScheduledAct)[] = [
  issue,
  issue,
  amend,
  (source) => read(source, PEOPLE.taxOfficer, { basis: { statute: { reference: 'section 114' } } }, false),
  readByConsent,
  readByConsent,
  (source) =>
    read(
      source,
      PEOPLE.judge,
      {
        basis: { warrant: { reference: 'warrant 7', seal_days: 1 + source.dice.below(30) } },
        organisation: [ORGANISATIONS.court],
      },
      true,
    ),
  breakGlass,
  review,
  offer,
  change,
  openRight,
  withdraw,
];

function issue({ nowNs, subject, number }: ActSource): ScheduledAct {
  const request = { ...issueRequest(nowNs), subject, idempotency_key: keyOf(number) };
  return {
    caller: PEOPLE.officer,
    run: (vault, env) => issueRecord(vault, env, request),
    expect: (model) => model.issue(subject.toText()),
  };
}

function amend({ dice, nowNs, subject, number }: ActSource): ScheduledAct {
  const id = 1 + dice.below(4);
  const { from_ns, to_ns, media_type, organisation, on_behalf_of } = issueRequest(nowNs);
  const request = {
    ...{ from_ns, to_ns, media_type, organisation, on_behalf_of, subject },
    record_id: BigInt(id),
    body: Uint8Array.from({ length: dice.below(2_000) + 1 }, () => number & 0xff),
    reason: 'a correction',
    idempotency_key: keyOf(number),
  };
  return {
    caller: PEOPLE.officer,
    run: (vault, env) => amendRecord(vault, env, request),
    expect: (model) => model.amend(subject.toText(), id),
  };
}

function read(
  { nowNs, subject }: ActSource,
  caller: Principal,
  over: Partial<ReadRequest>,
  isSealed: boolean,
): ScheduledAct {
  const request = { ...readRequest(nowNs), subject, ...over };
  return {
    caller,
    run: (vault, env) => readRecords(vault, env, request),
    expect: (model) => model.read(subject.toText(), isSealed),
  };
}

function readByConsent({ dice, nowNs, subject }: ActSource): ScheduledAct {
  const consent = 1 + dice.below(4);
  const request = { ...readRequest(nowNs), subject, basis: { consent: BigInt(consent) } };
  return {
    caller: PEOPLE.taxOfficer,
    run: (vault, env) => readRecords(vault, env, request),
    expect: (model) => model.readByConsent(subject.toText(), consent),
  };
}

function breakGlass({ nowNs, subject }: ActSource): ScheduledAct {
  const basis = { break_glass: { reason: 'unconscious after an accident' } };
  const organisation: [bigint] = [ORGANISATIONS.clinic];
  const request = { ...readRequest(nowNs), subject, basis, organisation };
  return {
    caller: PEOPLE.doctor,
    run: (vault, env) => readRecords(vault, env, request),
    expect: (model) => model.breakGlass(subject.toText()),
  };
}

function review({ dice, subject }: ActSource): ScheduledAct {
  const use = 1 + dice.below(3);
  const organisation = ORGANISATIONS.clinic;
  const request = { subject, use: BigInt(use), organisation, justified: true, note: 'it was necessary' };
  return {
    caller: PEOPLE.chief,
    run: (vault, env) => reviewBreakGlass(vault, env, request),
    expect: (model) => model.review(subject.toText(), use),
  };
}

function offer({ nowNs, subject, number }: ActSource): ScheduledAct {
  const terms = consentTerms(nowNs, {
    customer: subject,
    consent_expiry_ns: nowNs + daysNs(1_000),
    data_to_ns: nowNs + daysNs(1_000),
    frequency: { unit: { year: null }, value: 10_000 },
  });
  const request = { terms, language: { ur: null }, shown_sha256: SHOWN, idempotency_key: keyOf(number) };
  return {
    caller: subject,
    run: (vault, env) => offerConsent(vault, env, request),
    expect: (model) => model.offer(subject.toText()),
  };
}

function change({ dice, subject }: ActSource): ScheduledAct {
  const consent = 1 + dice.below(4);
  const to = dice.pick(['active', 'paused', 'revoked'] as const);
  const request = { subject, consent: BigInt(consent), to: { [to]: null } as { active: null } };
  return {
    caller: subject,
    run: (vault, env) => changeConsent(vault, env, request),
    expect: (model) => model.change(subject.toText(), consent, to),
  };
}

function openRight({ subject, number }: ActSource): ScheduledAct {
  const organisation = ORGANISATIONS.interior;
  const request = { subject, right: { access: null }, organisation, idempotency_key: keyOf(number) };
  return {
    caller: subject,
    run: (vault, env) => openTicket(vault, env, request),
    expect: (model) => model.openTicket(subject.toText()),
  };
}

function withdraw({ dice, subject }: ActSource): ScheduledAct {
  const ticket = 1 + dice.below(3);
  return {
    caller: subject,
    run: (vault, env) => withdrawTicket(vault, env, { subject, ticket: BigInt(ticket) }),
    expect: (model) => model.withdraw(subject.toText(), ticket),
  };
}

function keyOf(number: number): Uint8Array {
  return u64Key(BigInt(number));
}
