import * as dfinityAgent from '@dfinity/agent';
import type { ActorSubclass, HttpAgent } from '@dfinity/agent';
import type { IDL } from '@dfinity/candid';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import * as coreAgent from '@icp-sdk/core/agent';
import { afterEach, describe, expect, it } from 'vitest';
import { createCertifier } from '../certification/create-certifier.ts';
import type { Certifier } from '../certification/certifier.ts';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { nodeKeyFromSeed } from '../crypto/ed25519.ts';
import type { CallContent } from '../envelope/content.ts';
import { parsePrincipal, principalText, selfAuthenticating } from '../principal.ts';
import { systemClock } from '../real-time.ts';
import { reject } from '../reject.ts';
import { fetchAdapter } from './fetch-adapter.ts';
import { httpApi } from './http-api.ts';
import type { HttpHandler } from './http-message.ts';
import type { QueryResult, ReplicaInterface, RequestOrigin, SubmitResult } from './replica.ts';
import { listen, type HttpServer } from './server.ts';

const CANISTER = '5v3p4-iyaaa-aaaaa-qaaaa-cai';
const KEY = blsKeyFromSeed(new Uint8Array(32).fill(1));
const NODE = nodeKeyFromSeed(new Uint8Array(32).fill(2));
const NODE_ID = selfAuthenticating(NODE.publicKeyDer);
const RANGE = ['rwlgt-iiaaa-aaaaa-aaaaa-cai', '7tjcv-pp777-77776-qaaaa-cai'].map(
  (text) => parsePrincipal(text) ?? new Uint8Array(),
);

/** One canister that gives back what it gets, certified by the real certifier and signed by a real node key. */
class EchoReplica implements ReplicaInterface {
  readonly rootKeyDer = KEY.publicKeyDer;
  readonly subnetId = selfAuthenticating(KEY.publicKeyDer);
  readonly #clock = systemClock();
  readonly #origins = new Map<string, CallContent>();
  readonly certifier: Certifier = createCertifier({
    key: KEY,
    subnetId: this.subnetId,
    nodes: [{ nodeId: NODE_ID, publicKeyDer: NODE.publicKeyDer }],
    canisterRanges: [[RANGE[0] ?? NODE_ID, RANGE[1] ?? NODE_ID]],
  });
  /** Answers calls with 202, as if the wait were over. */
  isSlow = false;

  now(): bigint {
    return this.#clock.now();
  }
  health(): 'healthy' {
    return 'healthy';
  }
  canisterExists(): boolean {
    return true;
  }
  async submit(call: CallContent): Promise<SubmitResult> {
    if (call.method === 'refuse') return { kind: 'refused', reject: reject('IC0406', 'Not admitted') };
    this.#origins.set(Buffer.from(call.requestId).toString('hex'), call);
    this.certifier.setStatus(
      call.requestId,
      call.method === 'fail'
        ? { status: 'rejected', ...reject('IC0503', 'Failed as asked') }
        : { status: 'replied', reply: call.argument },
    );
    if (this.isSlow) return { kind: 'accepted' };
    const path = [Buffer.from('request_status'), call.requestId];
    return { kind: 'certified', certificate: await this.certificate([path]) };
  }
  query(query: CallContent): Promise<QueryResult> {
    if (query.method === 'fail_query') {
      return Promise.resolve({ kind: 'rejected', reject: reject('IC0503', 'Failed as asked') });
    }
    return Promise.resolve({ kind: 'replied', data: query.argument });
  }
  certificate(paths: readonly (readonly Uint8Array[])[]): Promise<Uint8Array> {
    this.certifier.sign(this.now());
    return Promise.resolve(this.certifier.certificate(paths));
  }
  requestOrigin(requestId: Uint8Array): RequestOrigin | undefined {
    const call = this.#origins.get(Buffer.from(requestId).toString('hex'));
    return call && { ...call, effectiveCanister: call.canister };
  }
  metadataVisibility(): boolean | undefined {
    return undefined;
  }
  signAsNode(message: Uint8Array): { signature: Uint8Array; nodeId: Uint8Array } {
    return { signature: NODE.sign(message), nodeId: NODE_ID };
  }
}

interface Echo {
  echo(text: string): Promise<string>;
  ask(text: string): Promise<string>;
  fail(text: string): Promise<string>;
  fail_query(text: string): Promise<string>;
  refuse(text: string): Promise<string>;
}

const SERVICE: IDL.InterfaceFactory = ({ IDL: idl }) =>
  idl.Service({
    echo: idl.Func([idl.Text], [idl.Text]),
    ask: idl.Func([idl.Text], [idl.Text], ['query']),
    fail: idl.Func([idl.Text], [idl.Text]),
    fail_query: idl.Func([idl.Text], [idl.Text], ['query']),
    refuse: idl.Func([idl.Text], [idl.Text]),
  });

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type AgentLibrary = Pick<typeof dfinityAgent, 'Actor' | 'HttpAgent'>;

/** The older library speaks versions 3, 2 and 2 of call, query and read_state, the newer one 4, 3 and 3. */
const LIBRARIES: Readonly<Record<string, AgentLibrary>> = {
  '@dfinity/agent': dfinityAgent,
  '@icp-sdk/core': coreAgent as unknown as AgentLibrary,
};

/** What each library takes as the place whose time is read; the newer one knows the `/subnet/` form too. */
const TIME_TARGETS: Readonly<Record<string, readonly unknown[]>> = {
  '@dfinity/agent': [Principal.fromText(CANISTER)],
  '@icp-sdk/core': [
    { canisterId: CANISTER },
    { subnetId: principalText(selfAuthenticating(KEY.publicKeyDer)) },
  ],
};

const CARRIERS = {
  'without a port': async (handler: HttpHandler) => ({
    host: 'http://127.0.0.1',
    fetch: ((input: string | URL, init?: RequestInit) =>
      fetchAdapter(handler)(new Request(input, init))) as typeof fetch,
  }),
  'over a port': async (handler: HttpHandler) => {
    server = await listen(handler, { port: 0 });
    return { host: server.url, fetch };
  },
};

const CASES = Object.entries(LIBRARIES).flatMap(([library, agents]) =>
  Object.entries(CARRIERS).map(([name, carry]) => ({ library, name, on: { agents, carry } })),
);

for (const { library, name, on } of CASES) {
  describe(`the stock agent of ${library} ${name}`, () => {
    it('fetches the root key, calls and queries, everything verified, anonymous and signed', async () => {
      for (const identity of [undefined, Ed25519KeyIdentity.generate()]) {
        const { echo, agent } = await connect(on, new EchoReplica(), identity);
        expect([...(agent.rootKey ?? [])]).toEqual([...KEY.publicKeyDer]);
        expect(await echo.echo('hello')).toBe('hello');
        expect(await echo.ask('hello')).toBe('hello');
      }
    });

    it('polls by read_state when the wait is over', async () => {
      const replica = new EchoReplica();
      replica.isSlow = true;
      const { echo } = await connect(on, replica);
      expect(await echo.echo('late')).toBe('late');
    });

    it('gets rejections with code and text', async () => {
      const { echo } = await connect(on, new EchoReplica());
      await expect(echo.fail('x')).rejects.toThrow('Failed as asked');
      await expect(echo.fail_query('x')).rejects.toThrow('IC0503');
      await expect(echo.refuse('x')).rejects.toThrow('Not admitted');
    });

    it('refuses an answer in which one byte of the certificate or of the signature was flipped', async () => {
      for (const method of ['echo', 'ask'] as const) {
        const replica = new EchoReplica();
        const handler = httpApi({ replica });
        const { echo } = await connect(on, replica, undefined, async (request) => {
          const response = await handler(request);
          const isAnswer = request.target.endsWith(method === 'echo' ? '/call' : '/query');
          return isAnswer ? { ...response, body: flipped(response.body) } : response;
        });
        await expect(echo[method]('hello')).rejects.toThrow();
      }
    });

    it('reads the time of the subnet', async () => {
      for (const target of TIME_TARGETS[library] ?? []) {
        const { agent } = await connect(on, new EchoReplica());
        await expect(agent.syncTime(target as Principal)).resolves.toBeUndefined();
      }
    });
  });
}

interface Connection {
  readonly agents: AgentLibrary;
  readonly carry: (handler: HttpHandler) => Promise<{ host: string; fetch: typeof fetch }>;
}

async function connect(
  { agents, carry }: Connection,
  replica: ReplicaInterface,
  identity?: Ed25519KeyIdentity,
  handler: HttpHandler = httpApi({ replica }),
): Promise<{ echo: ActorSubclass<Echo>; agent: HttpAgent }> {
  const carrier = await carry(handler);
  const agent = await agents.HttpAgent.create({
    ...carrier,
    shouldFetchRootKey: true,
    retryTimes: 0,
    ...(identity && { identity }),
  });
  return { echo: agents.Actor.createActor<Echo>(SERVICE, { agent, canisterId: CANISTER }), agent };
}

/** The last byte lies in the signature of the certificate; of a query's answer, in the id of the signing node. */
function flipped(body: Uint8Array): Uint8Array {
  const bent = body.slice();
  bent[bent.length - 1] = (bent[bent.length - 1] ?? 0) ^ 1;
  return bent;
}
