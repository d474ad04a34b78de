import type { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { FindUsage, Usage, UsageHeartbeat, UsagePeriod } from './answers.ts';
import { daysNs } from './duration.ts';
import { findUsage, usageHeartbeat, usagePeriod } from './find-usage.ts';
import { readRecords } from './read-records.ts';
import { FindUsageRequest } from './reading-requests.ts';
import { ORGANISATIONS, PEOPLE, person, readRequest, refusalOf, Scene } from './vault-fixture.ts';

const SECOND_NS = 1_000_000_000n;

/** Source: dumonitor-openapi.yaml 2.1.0 and section 6 of protocol 1.6, github.com/e-gov/AJ, commit 600c397; optional with "?". */
const FIELDS = {
  findUsage: ['limit?', 'offset?', 'periodEnd?', 'periodStart?', 'userCode'],
  FindUsageResponse: ['totalUsages', 'usages'],
  Usage: ['action', 'logtime', 'receiverCode', 'receiverName?', 'receiverSystem'],
  UsagePeriodResponse: ['periodEnd?', 'periodStart'],
  HeartbeatResponse: ['message?', 'status'],
} as const;

function fieldsOf(type: IDL.RecordClass): string[] {
  return type._fields.map(([name, value]) => (value.name.startsWith('opt') ? `${name}?` : name)).sort();
}

function find(scene: Scene, over: Partial<FindUsageRequest> = {}, caller = PEOPLE.citizen) {
  return findUsage(scene.vault, scene.env(caller), {
    userCode: PEOPLE.citizen,
    periodStart: [],
    periodEnd: [],
    offset: [],
    limit: [],
    ...over,
  });
}

/** A record and reads on the following days, each later than the one before. */
function used(reads: number): Scene {
  const scene = new Scene();
  scene.issue();
  for (let day = 1; day <= reads; day += 1) {
    scene.pass(daysNs(1));
    const over = { basis: { statute: { reference: `case ${day}` } } };
    readRecords(scene.vault, scene.env(PEOPLE.taxOfficer), readRequest(scene.nowNs, over));
  }
  return scene;
}

describe('the data tracker', () => {
  it('has the fields of the protocol, and no others', () => {
    expect({
      findUsage: fieldsOf(FindUsageRequest),
      FindUsageResponse: fieldsOf(FindUsage),
      Usage: fieldsOf(Usage),
      UsagePeriodResponse: fieldsOf(UsagePeriod),
      HeartbeatResponse: fieldsOf(UsageHeartbeat),
    }).toEqual(FIELDS);
  });

  it('shows who did what, when and why, the latest first', () => {
    const scene = used(1);
    expect(find(scene)).toEqual({
      totalUsages: 2,
      usages: [
        {
          logtime: '2027-01-16T08:00:00Z',
          action: 'Records were read: tax.assessment',
          receiverCode: String(ORGANISATIONS.revenue),
          receiverName: ['Organisation 2'],
          receiverSystem: PEOPLE.taxOfficer.toText(),
        },
        {
          logtime: '2027-01-15T08:00:00Z',
          action: 'A record was issued',
          receiverCode: String(ORGANISATIONS.interior),
          receiverName: ['Organisation 1'],
          receiverSystem: PEOPLE.officer.toText(),
        },
      ],
    });
  });

  it('shows denied reads, and strangers by their principal', () => {
    const scene = new Scene();
    const over = { basis: { subject: null }, organisation: [], purpose: [] } as const;
    const env = scene.env(PEOPLE.stranger);
    refusalOf(() => readRecords(scene.vault, env, readRequest(scene.nowNs, over as never)));
    expect(find(scene).usages).toMatchObject([
      {
        action: 'Records were read (denied: NotSubject)',
        receiverCode: PEOPLE.stranger.toText(),
        receiverName: [],
      },
    ]);
  });

  it('counts what is under seal at once, and tells of it from its nanosecond on', () => {
    const scene = new Scene();
    const over = {
      basis: { warrant: { reference: 'FIR 1', seal_days: 2 } },
      organisation: [ORGANISATIONS.court] as [bigint],
    };
    readRecords(scene.vault, scene.env(PEOPLE.judge), readRequest(scene.nowNs, over));
    const hidden = {
      logtime: '2027-01-15T08:00:00Z',
      action: 'Access under seal until 2027-01-17T08:00:00Z',
      receiverCode: 'sealed',
      receiverName: [],
      receiverSystem: 'sealed',
    };
    expect(find(scene)).toEqual({ totalUsages: 1, usages: [hidden] });
    scene.pass(daysNs(2) - 1n);
    expect(find(scene).usages).toEqual([hidden]);
    scene.pass(1n);
    expect(find(scene).usages).toMatchObject([{ receiverCode: String(ORGANISATIONS.court) }]);
  });

  it('pages by offset and limit as the protocol does; the total stays', () => {
    const scene = used(4);
    const days = (over: Partial<FindUsageRequest>) => {
      const { totalUsages, usages } = find(scene, over);
      return [totalUsages, ...usages.map(({ logtime }) => Number(logtime.slice(8, 10)))];
    };
    expect(days({ limit: [2] })).toEqual([5, 19, 18]);
    expect(days({ limit: [2], offset: [2] })).toEqual([5, 17, 16]);
    expect(days({ limit: [2], offset: [4] })).toEqual([5, 15]);
    expect(days({ offset: [5] })).toEqual([5]);
    expect(days({ offset: [0xffff_ffff] })).toEqual([5]);
  });

  const periods: readonly [string, [] | [string], [] | [string], number][] = [
    ['no bounds', [], [], 5],
    ['from the second of a use', ['2027-01-16T08:00:00Z'], [], 4],
    ['from a nanosecond after it', ['2027-01-16T08:00:00.000000001Z'], [], 3],
    ['until the second of a use', [], ['2027-01-16T08:00:00Z'], 2],
    ['until the second before', [], ['2027-01-16T07:59:59Z'], 1],
    ['until within the second', [], ['2027-01-16T08:00:00.5Z'], 2],
    ['another time zone', ['2027-01-16T13:00:00+05:00'], ['2027-01-16T03:00:00-05:00'], 1],
    ['a day without uses', ['2027-02-01T00:00:00Z'], ['2027-02-02T00:00:00Z'], 0],
    ['an end before the start', ['2027-01-18T00:00:00Z'], ['2027-01-16T00:00:00Z'], 0],
    ['before all time', ['0100-01-01T00:00:00Z'], ['1969-12-31T23:59:59.5Z'], 0],
  ];
  it.each(periods)('%s', (_name, periodStart, periodEnd, total) => {
    expect(find(used(4), { periodStart, periodEnd }).totalUsages).toBe(total);
  });

  const faulty = [
    '2027-02-30T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-01-01T24:00:00Z',
    '2027-01-01T00:00:60Z',
    '2027-01-01T00:00:00',
    '2027-01-01T00:00:00+24:00',
    '2027-01-01T00:00:00.Z',
    '2027-01-01',
    '',
    'x'.repeat(3_000),
  ];
  it.each(faulty)('refuses the time %s', (text) => {
    expect(refusalOf(() => find(new Scene(), { periodStart: [text] }))).toMatchObject({
      Invalid: { field: 'periodStart' },
    });
  });

  it('refuses pages without bounds, and anybody else', () => {
    const scene = used(1);
    expect(refusalOf(() => find(scene, { limit: [0] }))).toHaveProperty('Invalid');
    expect(refusalOf(() => find(scene, { limit: [101] }))).toHaveProperty('Invalid');
    expect(find(scene, { limit: [100] }).usages).toHaveLength(2);
    expect(refusalOf(() => find(scene, {}, PEOPLE.taxOfficer))).toHaveProperty('NotSubject');
    const env = scene.env(PEOPLE.taxOfficer);
    expect(refusalOf(() => usagePeriod(scene.vault, env, PEOPLE.citizen))).toHaveProperty('NotSubject');
  });

  it('says from when on there is something to ask for', () => {
    const scene = used(2);
    const period = (subject = PEOPLE.citizen) => usagePeriod(scene.vault, scene.env(subject), subject);
    expect(period()).toEqual({ periodStart: '2027-01-15T08:00:00Z', periodEnd: [] });
    expect(period(person(99))).toEqual({ periodStart: '2027-01-17T08:00:00Z', periodEnd: [] });
  });

  it('has a heartbeat while it can decide', () => {
    const scene = new Scene();
    const beat = () => usageHeartbeat(scene.vault, scene.env(PEOPLE.stranger)).status;
    scene.nowNs += 600n * SECOND_NS;
    expect(beat()).toBe('OK');
    scene.nowNs += 1n;
    expect(beat()).toBe('FAIL');
  });
});
