import { Principal } from '@dfinity/principal';
import { startTestSubnet, type TestSubnet } from '@indus/subnet/testing';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { compileMotoko } from '../harness/motoko.ts';
import { PERMIT_OFFICE, permitOfficeInterface, type PermitOffice } from './permit-office.ts';

const CLERK = Principal.fromText('2vxsx-fae');
const CITIZEN = Principal.selfAuthenticating(new Uint8Array(32).fill(1));
const DAY_MS = 86_400_000;

let wasm: Uint8Array;
let subnet: TestSubnet;
let office: PermitOffice;
let canister: Principal;

beforeAll(() => {
  wasm = compileMotoko(PERMIT_OFFICE);
});

beforeEach(async () => {
  subnet = await startTestSubnet();
  canister = await subnet.setupCanister(wasm, { sender: CLERK });
  office = subnet.actor<PermitOffice>(canister, permitOfficeInterface, { sender: CITIZEN });
});

afterEach(() => subnet.stop());

test('a permit is granted to whom the register knows, and ends after a day', async () => {
  const granted = office.grant('amina');
  await subnet.tick();
  const [asked] = subnet.pendingOutcalls();
  expect(asked).toMatchObject({ url: 'https://register.example/people/amina', method: 'GET' });
  await subnet.answerOutcall(asked?.id ?? 0, { status: 200, body: 'known' });
  expect(await granted).toBe('granted');
  await subnet.advanceTime(DAY_MS - 1_000);
  expect(await office.permits()).toEqual(['amina']);
  await subnet.advanceTime(2_000);
  expect(await office.permits()).toEqual([]);
  expect(subnet.canisterLogs(canister).map(({ text }) => text)).toEqual(['permits ended']);
});

test('nobody else gets one, and the register may be out of reach', async () => {
  const unknown = office.grant('zain');
  await subnet.tick();
  await subnet.answerOutcall(subnet.pendingOutcalls()[0]?.id ?? 0, { status: 404 });
  expect(await unknown).toBe('unknown');
  const failed = office.grant('zain');
  await subnet.tick();
  await subnet.answerOutcall(subnet.pendingOutcalls()[0]?.id ?? 0, { rejectCode: 2, message: 'no route' });
  await expect(failed).rejects.toMatchObject({
    rejectMessage: expect.stringContaining('no route') as unknown,
  });
});

test('the clerk cannot grant', async () => {
  const clerk = subnet.actor<PermitOffice>(canister, permitOfficeInterface, { sender: CLERK });
  await expect(clerk.grant('amina')).rejects.toMatchObject({ rejectCode: 5, errorCode: 'IC0503' });
});

test('permits outlive an upgrade', async () => {
  const granted = office.grant('amina');
  await subnet.tick();
  await subnet.answerOutcall(subnet.pendingOutcalls()[0]?.id ?? 0, { status: 200 });
  await granted;
  await subnet.upgradeCode(canister, wasm, { sender: CLERK, memory: 'keep' });
  expect(await office.permits()).toEqual(['amina']);
});
