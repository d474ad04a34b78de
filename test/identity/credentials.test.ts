import { randomBytes } from 'node:crypto';
import { HttpAgent as CoreAgent } from '@icp-sdk/core/agent';
import { DelegationIdentity, ECDSAKeyIdentity } from '@dfinity/identity';
import {
  DelegationChain as CoreChain,
  DelegationIdentity as CoreDelegation,
  ECDSAKeyIdentity as CoreKey,
} from '@icp-sdk/core/identity';
import {
  acceptCredential,
  act,
  commitTo,
  issueCredential,
  openRegistry,
  openVault,
  prepareAndGetDelegation,
  Principal,
  ProofInvalid,
  readAnchor,
  readBoard,
  readHead,
  readPrincipal,
  removeCredential,
  tellFrontend,
  vaultInterface,
  verifyDisclosure,
  verifyStatement,
  withdrawCredential,
} from '@indus/client';
import { Actor as CoreActor } from '@icp-sdk/core/agent';
import { IDL as CoreIDL } from '@icp-sdk/core/candid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIdentity } from '../harness/test-agent.ts';
import { BUCKETS, ORGANISATIONS, PEOPLE, VaultNetwork } from '../vault/vault-network.ts';
import { salary } from '../vault/vault-requests.ts';
import { IdentityNetwork, MINISTRY, PORTAL, type Registered, refusalOf } from './identity-network.ts';

const CLASS = 'income.salary';
const AUTHORITY = 'https://id.example.gov.pk';
const DAY_NS = 86_400_000_000_000n;

let vault: VaultNetwork;
let network: IdentityNetwork;
beforeAll(async () => {
  vault = await VaultNetwork.start();
  network = await IdentityNetwork.start({ registry: [vault.registryId] }, vault.subnet);
  await network.advance(61_000);
}, 180_000);
afterAll(() => vault[Symbol.asyncDispose]());

const officer = () => network.as(testIdentity(PEOPLE.officer));

function opening(value = '35202-1234567-1') {
  return { class: CLASS, salt: new Uint8Array(randomBytes(32)), value };
}

/** The authority attests a number to the person's principal at its front-end. */
async function issueTo({ provider, anchor }: Registered, opened = opening(), expiresAtNs?: bigint) {
  const holder = await readPrincipal(provider, anchor, AUTHORITY);
  const id = await issueCredential(officer(), {
    holder,
    class: CLASS,
    organisation: ORGANISATIONS.interior,
    commitment: commitTo(opened),
    ...(expiresAtNs === undefined ? {} : { expiresAtNs }),
  });
  return { id, opened };
}

describe('a citizen who has signed in', () => {
  it('reads the registry and her own dossier as that principal, by both agents', async () => {
    const { provider, anchor } = await network.registered();
    const key = await ECDSAKeyIdentity.generate({ extractable: true });
    const sessionKey = key.getPublicKey().toDer();
    const request = { anchor, origin: PORTAL, sessionKey };
    const chain = await prepareAndGetDelegation(provider, request);
    const signedIn = DelegationIdentity.fromDelegation(key, chain);
    const connection = network.connection(signedIn);
    const citizen = signedIn.getPrincipal();
    expect((await readBoard(openRegistry(connection, vault.registryId))).value.threshold).toBe(2);
    const hers = salary(vault.subnet.timeNs, { subject: citizen });
    await act(vault.as(PEOPLE.officer), citizen, 'issue_record', hers);
    const { value: head } = await readHead(openVault(connection, vault.shards[0] as never, BUCKETS), citizen);
    expect(head?.records).toBe(1n);

    const coreKey = await CoreKey.fromKeyPair(key.getKeyPair());
    const coreChain = CoreChain.fromJSON(JSON.stringify(chain.toJSON()));
    const coreIdentity = CoreDelegation.fromDelegation(coreKey, coreChain);
    const agent = await CoreAgent.create({
      host: 'http://127.0.0.1',
      identity: coreIdentity,
      rootKey: network.subnet.subnet.rootKey,
      verifyQuerySignatures: true,
      retryTimes: 0,
      fetch: (input, init) => network.subnet.subnet.fetch(input as string, init),
    });
    const shard = await shardOf(connection, citizen);
    const actor = CoreActor.createActor(() => vaultInterface({ IDL: CoreIDL as never }) as never, {
      agent,
      canisterId: shard.toText(),
    });
    const readOwn = actor['read_head'] as (subject: Principal) => Promise<object>;
    expect(await readOwn(citizen)).toHaveProperty('Ok');
    const stranger = Principal.selfAuthenticating(new Uint8Array(32));
    expect(await readOwn(stranger)).toHaveProperty('Err');
  });

  it('is another at another front-end, who may not read it', async () => {
    const { provider, anchor } = await network.registered();
    const key = await ECDSAKeyIdentity.generate({ extractable: false });
    const sessionKey = key.getPublicKey().toDer();
    const chain = await prepareAndGetDelegation(provider, { anchor, origin: MINISTRY, sessionKey });
    const elsewhere = DelegationIdentity.fromDelegation(key, chain);
    const portal = await readPrincipal(provider, anchor, PORTAL);
    expect(elsewhere.getPrincipal().toText()).not.toBe(portal.toText());
    const reading = readHead(
      openVault(network.connection(elsewhere), vault.shards[0] as never, BUCKETS),
      portal,
    );
    await expect(reading).rejects.toThrow('NotSubject');
  });
});

describe('a credential', () => {
  it('is accepted by whom it was issued to, and told to a front-end of her choice with what opens it', async () => {
    const person = await network.registered();
    const { provider, anchor } = person;
    const { id, opened } = await issueTo(person);
    const accepted = await acceptCredential(provider, anchor, AUTHORITY, id);
    expect(accepted).toMatchObject({ class: CLASS, issuer: ORGANISATIONS.interior });
    expect((await readAnchor(provider, anchor)).credentials).toHaveLength(1);

    const { signed, blind } = await tellFrontend(provider, {
      anchor,
      origin: MINISTRY,
      tells: { credential: { id } },
    });
    const subject = await readPrincipal(provider, anchor, MINISTRY);
    const ministry = { canisterId: network.canisterId, connection: network.connection() };
    const statement = await verifyStatement(signed, ministry, { origin: MINISTRY, subject });
    verifyDisclosure(statement, { ...opened, blind: blind as Uint8Array });
    const lie = { ...opened, value: '35202-7654321-9', blind: blind as Uint8Array };
    expect(() => verifyDisclosure(statement, lie)).toThrow(ProofInvalid);
    const unblinded = { ...opened, blind: new Uint8Array(32) };
    expect(() => verifyDisclosure(statement, unblinded)).toThrow(ProofInvalid);
  });

  it('says nothing by which two front-ends could find that they speak of one person', async () => {
    const person = await network.registered();
    const { provider, anchor } = person;
    const { id } = await issueTo(person);
    await acceptCredential(provider, anchor, AUTHORITY, id);
    const told = [];
    for (const origin of [MINISTRY, PORTAL]) {
      const { signed } = await tellFrontend(provider, { anchor, origin, tells: { credential: { id } } });
      const subject = await readPrincipal(provider, anchor, origin);
      const at = { canisterId: network.canisterId, connection: network.connection() };
      const { tells } = await verifyStatement(signed, at, { origin, subject });
      if (!('credential' in tells)) throw new Error('expected a credential');
      told.push(Buffer.from(tells.credential.blinded_commitment).toString('hex'));
      expect(tells.credential.issued_at_ns % DAY_NS).toBe(0n);
    }
    expect(new Set(told).size).toBe(2);
  });

  it('is nobody else’s, at no other front-end, and accepted once', async () => {
    const [person, other] = [await network.registered(), await network.registered()];
    const { provider, anchor } = person;
    const { id } = await issueTo(person);
    const missing = { CredentialNotFound: null };
    expect(await refusalOf(acceptCredential(other.provider, other.anchor, AUTHORITY, id))).toEqual(missing);
    expect(await refusalOf(acceptCredential(provider, anchor, PORTAL, id))).toEqual(missing);
    await acceptCredential(provider, anchor, AUTHORITY, id);
    expect(await refusalOf(acceptCredential(provider, anchor, AUTHORITY, id))).toEqual(missing);
    const tell = { anchor: other.anchor, origin: MINISTRY, tells: { credential: { id } } };
    expect(await refusalOf(tellFrontend(other.provider, tell))).toEqual(missing);
  });

  it('is told no more once it was withdrawn, has expired, or was removed', async () => {
    const person = await network.registered();
    const { provider, anchor } = person;
    const [withdrawn, expiring, removed] = [
      await issueTo(person),
      await issueTo(person, opening(), vault.subnet.timeNs + DAY_NS),
      await issueTo(person),
    ];
    for (const { id } of [withdrawn, expiring, removed]) {
      await acceptCredential(provider, anchor, AUTHORITY, id);
    }
    await withdrawCredential(officer(), withdrawn.id, ORGANISATIONS.interior);
    await removeCredential(provider, anchor, removed.id);
    const tell = (id: bigint) =>
      tellFrontend(provider, { anchor, origin: MINISTRY, tells: { credential: { id } } });
    expect(await refusalOf(tell(withdrawn.id))).toHaveProperty('CredentialOver');
    expect(await refusalOf(tell(removed.id))).toEqual({ CredentialNotFound: null });
    await tell(expiring.id);
    await network.advance(Number(DAY_NS / 1_000_000n));
    await network.advance(61_000);
    expect(await refusalOf(tell(expiring.id))).toHaveProperty('CredentialOver');
  });

  it('is issued by officers of an organisation that issues its class, and withdrawn by the one that issued it', async () => {
    const person = await network.registered();
    const holder = await readPrincipal(person.provider, person.anchor, AUTHORITY);
    const { interior, revenue } = ORGANISATIONS;
    const credential = { holder, class: CLASS, organisation: interior, commitment: new Uint8Array(32) };
    const as = (number: number) => network.as(testIdentity(number));
    const issue = (number: number, over = {}) => issueCredential(as(number), { ...credential, ...over });
    expect(await refusalOf(issue(PEOPLE.stranger))).toHaveProperty('RoleRequired');
    expect(await refusalOf(issue(PEOPLE.taxOfficer))).toHaveProperty('RoleRequired');
    expect(await refusalOf(issue(PEOPLE.taxOfficer, { organisation: revenue }))).toHaveProperty('NotIssuer');
    expect(await refusalOf(issue(PEOPLE.officer, { class: 'none' }))).toHaveProperty('UnknownRecordClass');
    const short = { commitment: new Uint8Array(31) };
    expect(await refusalOf(issue(PEOPLE.officer, short))).toHaveProperty('Invalid');
    const id = await issue(PEOPLE.officer);
    const byOther = withdrawCredential(as(PEOPLE.taxOfficer), id, revenue);
    expect(await refusalOf(byOther)).toEqual({ CredentialNotFound: null });
  });
});

describe('a statement', () => {
  it('ties two pseudonyms of a person when she consents to it', async () => {
    const { provider, anchor } = await network.registered();
    const tells = { same_person: { origin: PORTAL } };
    const { signed } = await tellFrontend(provider, { anchor, origin: MINISTRY, tells });
    const at = { canisterId: network.canisterId, connection: network.connection() };
    const [subject, other] = [
      await readPrincipal(provider, anchor, MINISTRY),
      await readPrincipal(provider, anchor, PORTAL),
    ];
    const statement = await verifyStatement(signed, at, { origin: MINISTRY, subject });
    expect(statement.tells).toEqual({ same_person: { origin: PORTAL, subject: other } });
    const wrong = [
      { origin: PORTAL, subject },
      { origin: MINISTRY, subject: other },
    ];
    for (const expected of wrong) {
      await expect(verifyStatement(signed, at, expected)).rejects.toThrow(ProofInvalid);
    }
    const flipped = signed.statement.slice();
    flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1;
    const tampered = { ...signed, statement: flipped };
    await expect(verifyStatement(tampered, at, { origin: MINISTRY, subject })).rejects.toThrow();
    await network.advance(15 * 60_000);
    await expect(verifyStatement(signed, at, { origin: MINISTRY, subject })).rejects.toThrow(ProofInvalid);
  });
});

async function shardOf(
  connection: ReturnType<IdentityNetwork['connection']>,
  subject: Principal,
): Promise<Principal> {
  const opened = openVault(connection, vault.shards[0] as Principal, BUCKETS);
  await readHead(opened, subject);
  return opened.places.get(subject.toText()) as Principal;
}
