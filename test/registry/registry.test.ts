import {
  approveProposal,
  encodeBoard,
  listMembers,
  listProposals,
  propose,
  proposeAdmission,
  proposeRole,
  proveLogConsistency,
  proveLogEntry,
  readBoard,
  readLog,
  readMember,
  readOrganisation,
  readProposal,
  rejectProposal,
  searchOrganisations,
  withdrawProposal,
} from '@indus/client';
import type { registry as candid, Registry } from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testAgent, testIdentity } from '../harness/test-agent.ts';
import { organisationDetails, startRegistry, testBoard } from './registry-network.ts';
import type { RegistryNetwork } from './registry-network.ts';

let network: RegistryNetwork;
let one: Registry;
let two: Registry;
let anyone: Registry;

beforeAll(async () => {
  network = await startRegistry();
  [one, two, anyone] = [network.as(1), network.as(2), network.as()];
});
afterAll(() => network[Symbol.asyncDispose]());

async function enact(action: candid.Action): Promise<candid.Proposal> {
  const { id } = await propose(one, action);
  await approveProposal(one, id);
  return approveProposal(two, id);
}

describe('the registry on a subnet', () => {
  it('certifies its first board', async () => {
    const { value } = await readBoard(anyone);
    expect(value.threshold).toBe(2);
    expect(value.members.map(String)).toEqual(testBoard().members.map(String));
  });

  it('admits by two of three; one approver alone fails; the record is read with its proof by anyone', async () => {
    const { id } = await proposeAdmission(one, organisationDetails(1));
    expect((await approveProposal(one, id)).status).toEqual({ open: null });
    await expect(approveProposal(one, id)).rejects.toThrow('AlreadyVoted');
    expect((await readOrganisation(anyone, 1n)).value).toBeUndefined();
    expect((await approveProposal(two, id)).status).toMatchObject({ executed: { organisation: [1n] } });
    const { value } = await readOrganisation(anyone, 1n);
    expect(value).toMatchObject({ ...organisationDetails(1), id: 1n, status: { active: null }, version: 1 });
    expect((await readProposal(anyone, id)).value?.votes).toHaveLength(2);
  });

  it('grants a role, lists it, and proves that others have none', async () => {
    const officer = testIdentity(9).getPrincipal();
    const { id } = await proposeRole(one, { organisation: 1n, member: officer, role: { officer: null } });
    await approveProposal(one, id);
    await approveProposal(two, id);
    expect((await readMember(anyone, 1n, officer)).value?.roles).toEqual([{ officer: null }]);
    expect((await readMember(anyone, 1n, testIdentity(8).getPrincipal())).value).toBeUndefined();
    const page = await listMembers(anyone, 1n);
    expect(page.values.map(({ member }) => String(member))).toEqual([String(officer)]);
  });

  it('searches in two scripts, page by page', async () => {
    await enact({ admit_organisation: organisationDetails(2) });
    await enact({ admit_organisation: organisationDetails(3) });
    const first = await searchOrganisations(anyone, { name: 'REVENUE', limit: 2 });
    expect(first.values.map(({ id }) => id)).toEqual([1n, 2n]);
    const rest = await searchOrganisations(anyone, {
      name: 'REVENUE',
      limit: 2,
      ...(first.next ? { cursor: first.next } : {}),
    });
    expect(rest.values.map(({ id }) => id)).toEqual([3n]);
    expect((await searchOrganisations(anyone, { name: 'ريونيو' })).values).toHaveLength(3);
    expect((await searchOrganisations(anyone, { name: 'nothing' })).values).toHaveLength(0);
  });

  it('refuses with the reason that the caller needs', async () => {
    await expect(proposeAdmission(network.as(4), organisationDetails(5))).rejects.toThrow('NotBoardMember');
    await expect(proposeAdmission(one, organisationDetails(1))).rejects.toThrow('NameTaken');
    await expect(approveProposal(one, 999n)).rejects.toThrow('ProposalNotFound');
    const { id } = await proposeAdmission(one, organisationDetails(6));
    await expect(withdrawProposal(two, id)).rejects.toThrow('NotProposer');
    expect((await withdrawProposal(one, id)).status).toHaveProperty('withdrawn');
    const { id: disliked } = await proposeAdmission(one, organisationDetails(6));
    await rejectProposal(one, disliked);
    expect((await rejectProposal(two, disliked)).status).toHaveProperty('rejected');
  });

  it('keeps the log: every entry proven, and the later log begins with the earlier one', async () => {
    const before = await readLog(anyone, 0n);
    await enact({ suspend_organisation: { organisation: 3n, reason: 'audit' } });
    const { value: after } = await proveLogConsistency(anyone, before.head);
    expect(after.size).toBe(before.head.size + 4n);
    const last = await proveLogEntry(anyone, after.size - 1n);
    expect(last.value.event).toMatchObject({ executed: { organisation: [3n] } });
    expect(before.entries[0]?.event).toHaveProperty('installed');
  });

  it('keeps everything across an upgrade: records, proposals, log and index', async () => {
    const state = async () => ({
      log: (await readLog(anyone, 0n)).head,
      board: (await readBoard(anyone)).value,
      organisations: (await searchOrganisations(anyone)).values,
      found: (await searchOrganisations(anyone, { name: 'بورڈ' })).values,
      members: (await listMembers(anyone, 1n)).values,
      proposals: (await listProposals(anyone)).values,
    });
    const { id } = await proposeAdmission(one, organisationDetails(7));
    await approveProposal(one, id);
    const before = await state();
    await network.install('upgrade', encodeBoard(testBoard()));
    expect(await state()).toEqual(before);
    expect((await approveProposal(two, id)).status).toMatchObject({ executed: { organisation: [4n] } });
    expect((await readOrganisation(anyone, 4n)).value?.names.en).toBe('Board of Revenue 7');
  });
});

describe('the registry under bad input', () => {
  // Candid: one argument, a vector of five million nulls, in 13 bytes.
  const BOMB = new Uint8Array(Buffer.from('4449444c016d7f0100c096b102', 'hex'));

  it.each(['read_board', 'read_organisation', 'search_organisations', 'list_proposals'])(
    'refuses a bomb to %s at once',
    async (method) => {
      const agent = await testAgent(network.subnet);
      const started = performance.now();
      const answer = await agent.query(network.canisterId, { methodName: method, arg: BOMB });
      expect(answer).toMatchObject({
        status: 'rejected',
        reject_message: expect.stringContaining('argument refused') as string,
      });
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );

  it.each([
    ['a bomb', 'propose', BOMB],
    ['a message that is too large', 'vote', new Uint8Array(3_000)],
    ['an unknown method', 'no_such_method', new Uint8Array(Buffer.from('4449444c0000', 'hex'))],
    ["the runtime's own method", '_azle_chunk', new Uint8Array(Buffer.from('4449444c0000', 'hex'))],
  ])('does not let %s in', async (_, methodName, arg) => {
    const agent = await testAgent(network.subnet);
    const { response } = await agent.call(network.canisterId, { methodName, arg });
    expect(response.body).toMatchObject({ reject_code: 4, error_code: 'IC0406' });
  });

  it('does not let an unsigned update in', async () => {
    await expect(proposeAdmission(anyone, organisationDetails(8))).rejects.toThrow();
  });

  it('refuses another type without a word about its insides', async () => {
    const agent = await testAgent(network.subnet);
    const arg = new Uint8Array(Buffer.from('4449444c00017d01', 'hex'));
    const answer = await agent.query(network.canisterId, { methodName: 'read_organisation', arg });
    const { reject_message: message } = answer as { reject_message: string };
    expect(message).toContain('argument refused: expected the types of the interface');
    expect(message).not.toMatch(/main\.js|\.ts:|stack/i);
  });

  it('is not installed with a board that could never decide', async () => {
    const board = { ...testBoard(), threshold: 4 };
    await expect(network.install('reinstall', encodeBoard(board))).rejects.toThrow(/refused: Invalid/);
    expect((await readOrganisation(anyone, 1n)).value?.id).toBe(1n);
  });
});
