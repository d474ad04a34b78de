import { Actor as OldActor } from '@dfinity/agent';
import { IDL as OldIDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Actor, HttpAgent } from '@icp-sdk/core/agent';
import { IDL } from '@icp-sdk/core/candid';
import { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { compileMotoko } from '../harness/motoko.ts';
import { testAgent } from '../harness/test-agent.ts';

const COUNTER = `persistent actor {
  var n : Nat = 0;
  public func inc() : async Nat { n += 1; n };
  public query func get() : async Nat { n };
};`;

type Fetch = typeof fetch;
type Counter = { inc: () => Promise<bigint>; get: () => Promise<bigint> };

describe('stock agents, certificates and query signatures verified', () => {
  let subnet: Subnet;
  let canister: Principal;

  beforeAll(async () => {
    subnet = await Subnet.start();
    const management = managementOf(await testAgent(subnet));
    canister = await management.create();
    await management.install(canister, compileMotoko(COUNTER));
  });
  afterAll(() => subnet.stop());

  const newCounter = async (via: Fetch): Promise<Counter> => {
    const agent = await HttpAgent.create({
      host: 'http://127.0.0.1',
      fetch: via,
      identity: Ed25519KeyIdentity.generate(new Uint8Array(32).fill(9)),
      rootKey: subnet.rootKey,
      verifyQuerySignatures: true,
      retryTimes: 0,
    });
    const service = IDL.Service({
      inc: IDL.Func([], [IDL.Nat], []),
      get: IDL.Func([], [IDL.Nat], ['query']),
    });
    return Actor.createActor<Counter>(() => service, { agent, canisterId: canister.toText() });
  };

  test('@icp-sdk/core: an update and a query', async () => {
    const counter = await newCounter(subnet.fetch as Fetch);
    const value = await counter.inc();
    expect(await counter.get()).toBe(value);
  });

  test('@dfinity/agent 3.4.3: an update and a query', async () => {
    const service = OldIDL.Service({
      inc: OldIDL.Func([], [OldIDL.Nat], []),
      get: OldIDL.Func([], [OldIDL.Nat], ['query']),
    });
    const counter = OldActor.createActor<Counter>(() => service, {
      agent: await testAgent(subnet),
      canisterId: canister,
    });
    const value = await counter.inc();
    expect(await counter.get()).toBe(value);
  });

  test.each(['call', 'query'] as const)(
    'a flipped byte of a %s answer is refused by the agent',
    async (kind) => {
      const honest = subnet.fetch as Fetch;
      const [start, end] = await authenticatedRange(honest, kind);
      const step = Math.max(1, Math.floor((end - start) / 60));
      for (let at = start; at < end; at += step) {
        const counter = await newCounter(flipping(honest, kind, at));
        const outcome = await (kind === 'call' ? counter.inc() : counter.get()).then(
          (value) => `accepted ${value}`,
          () => 'refused',
        );
        expect(`byte ${at}: ${outcome}`).toBe(`byte ${at}: refused`);
      }
    },
  );

  test('a flip outside the certificate of a call never changes what the caller sees', async () => {
    const honest = subnet.fetch as Fetch;
    const [start] = await authenticatedRange(honest, 'call');
    for (let at = 0; at < start; at++) {
      const before = await (await newCounter(honest)).get();
      const counter = await newCounter(flipping(honest, 'call', at));
      const seen = await counter.inc().catch(() => before + 1n);
      expect(`byte ${at}: ${seen}`).toBe(`byte ${at}: ${before + 1n}`);
    }
  });

  /** Which bytes of an answer are authenticated: all of a query's, the certificate of a call's (it ends the answer). */
  const authenticatedRange = async (
    via: Fetch,
    kind: 'call' | 'query',
  ): Promise<[start: number, end: number]> => {
    let body = Buffer.alloc(0);
    const counter = await newCounter(async (input, init) => {
      const response = await via(input, init);
      if (String(input).endsWith(`/${kind}`)) body = Buffer.from(await response.clone().arrayBuffer());
      return response;
    });
    await (kind === 'call' ? counter.inc() : counter.get());
    const field = Buffer.from('certificate');
    return [kind === 'call' ? body.indexOf(field) + field.length : 0, body.length];
  };
});

/** Flips one bit of the answers of one kind of request. */
function flipping(honest: Fetch, kind: string, at: number): Fetch {
  return async (input, init) => {
    const response = await honest(input, init);
    if (!String(input).endsWith(`/${kind}`) || response.status !== 200) return response;
    const body = new Uint8Array(await response.arrayBuffer());
    const index = at % body.length;
    body[index] = (body[index] ?? 0) ^ 1;
    return new Response(body, { status: 200, headers: response.headers });
  };
}
