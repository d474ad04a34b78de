import { HttpAgent, type Identity } from '@dfinity/agent';
import { DelegationChain, DelegationIdentity, ECDSAKeyIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { HttpAgent as CoreAgent } from '@icp-sdk/core/agent';
import { Ed25519KeyIdentity as CoreEd25519 } from '@icp-sdk/core/identity';
import { Secp256k1KeyIdentity } from '@icp-sdk/core/identity/secp256k1';
import { Principal as CorePrincipal } from '@icp-sdk/core/principal';
import { describe, expect, it } from 'vitest';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { verifyCall, verifyQuery, verifyReadState } from './verify-envelope.ts';

const rootKeyDer = blsKeyFromSeed(new Uint8Array(32).fill(1)).publicKeyDer;
const canister = 'rwlgt-iiaaa-aaaaa-aaaaa-cai';
/** The agents' clock is the machine's. */
const nowMs = (): number => performance.timeOrigin + performance.now();
const context = () => ({ nowNs: BigInt(Math.floor(nowMs())) * 1_000_000n, rootKeyDer });

interface Sent {
  readonly url: string;
  readonly body: Uint8Array;
}

/** A network that keeps what is sent and answers nothing of use. */
function recorder(): { readonly sent: Sent[]; readonly fetch: typeof fetch } {
  const sent: Sent[] = [];
  const record = (url: unknown, init?: { readonly body?: unknown }): Promise<Response> => {
    sent.push({ url: String(url), body: init?.body as Uint8Array });
    return Promise.resolve(new Response(null, { status: 418 }));
  };
  return { sent, fetch: record as typeof fetch };
}

const options = { host: 'http://localhost:4943', retryTimes: 0, verifyQuerySignatures: false } as const;

async function sendAll(identity: Identity): Promise<Sent[]> {
  const { sent, fetch } = recorder();
  const agent = await HttpAgent.create({ ...options, identity, fetch });
  const target = Principal.fromText(canister);
  const fields = { methodName: 'greet', arg: Uint8Array.of(1, 2), effectiveCanisterId: target };
  await agent.call(target, fields).catch(() => undefined);
  await agent.query(target, fields).catch(() => undefined);
  await agent.readState(target, { paths: [[new TextEncoder().encode('time')]] }).catch(() => undefined);
  return sent;
}

async function sendAllByCore(identity: ConstructorParameters<typeof CoreAgent>[0] & object): Promise<Sent[]> {
  const { sent, fetch } = recorder();
  const agent = await CoreAgent.create({ ...options, ...identity, fetch });
  const target = CorePrincipal.fromText(canister);
  const fields = { methodName: 'greet', arg: Uint8Array.of(1, 2), effectiveCanisterId: target };
  await agent.call(target, fields).catch(() => undefined);
  await agent.query(target, fields).catch(() => undefined);
  await agent
    .readState({ canisterId: target }, { paths: [[new TextEncoder().encode('time')]] })
    .catch(() => undefined);
  return sent;
}

function expectAccepted(sent: readonly Sent[], sender: Uint8Array): void {
  const kinds = new Set<string>();
  for (const { url, body } of sent) {
    const kind = url.split('/').at(-1) ?? '';
    kinds.add(kind);
    if (kind === 'read_state') {
      const content = verifyReadState(body, context());
      expect(content.sender).toEqual(sender);
      expect(content.paths).toEqual([[new TextEncoder().encode('time')]]);
      continue;
    }
    const content = kind === 'call' ? verifyCall(body, context()) : verifyQuery(body, context());
    expect(content).toMatchObject({ sender, method: 'greet', argument: Uint8Array.of(1, 2) });
    expect(content.canister).toEqual(Principal.fromText(canister).toUint8Array());
  }
  expect(kinds).toEqual(new Set(['call', 'query', 'read_state']));
}

describe('requests of @dfinity/agent', () => {
  it.each<readonly [string, () => Identity | Promise<Identity>]>([
    ['Ed25519', () => Ed25519KeyIdentity.generate(new Uint8Array(32).fill(3))],
    ['ECDSA P-256', () => ECDSAKeyIdentity.generate()],
    ['a delegation', delegatedIdentity],
  ])('of an identity by %s are accepted', async (_name, make) => {
    const identity = await make();
    expectAccepted(await sendAll(identity), identity.getPrincipal().toUint8Array());
  });

  it('of the anonymous identity are accepted', async () => {
    const { AnonymousIdentity } = await import('@dfinity/agent');
    expectAccepted(await sendAll(new AnonymousIdentity()), Uint8Array.of(4));
  });
});

describe('requests of @icp-sdk/core', () => {
  it('of identities by Ed25519 and secp256k1 are accepted', async () => {
    for (const identity of [
      CoreEd25519.generate(new Uint8Array(32).fill(3)),
      Secp256k1KeyIdentity.generate(),
    ]) {
      expectAccepted(await sendAllByCore({ identity }), identity.getPrincipal().toUint8Array());
    }
  });
});

async function delegatedIdentity(): Promise<Identity> {
  const user = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(4));
  const middle = await ECDSAKeyIdentity.generate();
  const session = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(5));
  const until = new Date(nowMs() + 60_000);
  const targets = [Principal.fromText(canister)];
  const first = await DelegationChain.create(user, middle.getPublicKey(), until, { targets });
  const both = await DelegationChain.create(middle, session.getPublicKey(), until, { previous: first });
  return DelegationIdentity.fromDelegation(session, both);
}
