import assert from 'node:assert/strict';
import { Cbor, requestIdOf } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { op, replyWith, script } from '../script-canister/script.ts';
import type { Bench } from './bench.ts';
import { bytesOf, leafAt, treeOf, type Content } from './caller.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { assertClientError, assertReject, REJECT, replyOf, textOf } from './ending.ts';

const PAGE = 'https-interface';
const HELLO = script(...replyWith('hello'));
const SELF_DESCRIBED = [0xd9, 0xd9, 0xf7];
const LABEL = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

const target = (bench: Bench) => bench.canister('http');
const one = (section: string, name: string, run: (bench: Bench) => Promise<void>): ConformanceCase =>
  conformanceCase(`${PAGE}, ${section}`, name, run);

/** The page "HTTPS interface": endpoints, bodies and status codes. */
export function httpCases(): readonly CaseGroup[] {
  return [
    { chapter: 'HTTP', cases: [...statusCases(), ...endpointCases(), ...answerCases()] },
    { chapter: 'HTTP', cases: [...malformedCases(), ...effectiveCases()] },
  ];
}

function statusCases(): ConformanceCase[] {
  const status = async (bench: Bench) => {
    const response = await bench.network.fetch('/api/v2/status');
    return { response, bytes: await bytesOf(response) };
  };
  return [
    one('Status endpoint', 'GET is answered with 200', async (bench) => {
      assert.equal((await status(bench)).response.status, 200);
    }),
    one('Status endpoint', 'the root key is in it, as DER', async (bench) => {
      const { root_key } = Cbor.decode<{ root_key: Uint8Array }>((await status(bench)).bytes);
      assert.deepEqual(Buffer.from(root_key), Buffer.from(bench.network.rootKey));
    }),
    one('CBOR encoding', 'the status carries the self-describing tag 55799', async (bench) => {
      assert.deepEqual([...(await status(bench)).bytes.subarray(0, 3)], SELF_DESCRIBED);
    }),
  ];
}

function endpointCases(): ConformanceCase[] {
  const calls = ([2, 3, 4] as const).map((version) =>
    one('Request: Call', `an update call at /api/v${version} is answered`, async (bench) => {
      assert.equal(
        textOf(await bench.alice.call(await target(bench), 'update', HELLO, { version })),
        'hello',
      );
    }),
  );
  const queries = ([2, 3] as const).map((version) =>
    one('Request: Query call', `a query at /api/v${version} is answered`, async (bench) => {
      assert.equal(
        textOf(await bench.alice.query(await target(bench), 'query', HELLO, { version })),
        'hello',
      );
    }),
  );
  const reads = ([2, 3] as const).map((version) =>
    one('Request: Read state', `/time is read at /api/v${version}`, async (bench) => {
      const id = (await target(bench)).toText();
      const { certificate } = await bench.alice.readState(id, [[LABEL('time')]], { version });
      assert.ok(certificate && leafAt(treeOf(certificate), 'time'));
    }),
  );
  const unknown = [
    '/api/v2/canister/x',
    '/api/v1/status',
    '/api/v9/canister/aaaaa-aa/call',
    '/api/v3/canister',
  ];
  const others = unknown.map((path) =>
    one('HTTPS interface', `${path} is no endpoint`, async (bench) => {
      const { status } = await bench.alice.post(path, { content: {} });
      assert.ok(status >= 400 && status < 500, `expected 4xx, got ${status}`);
    }),
  );
  const gets = ['call', 'query', 'read_state'].map((verb) =>
    one('HTTPS interface', `${verb} is a POST request: GET is refused`, async (bench) => {
      const id = (await target(bench)).toText();
      const { status } = await bench.network.fetch(`/api/v3/canister/${id}/${verb}`);
      assert.ok(status >= 400 && status < 500, `expected 4xx, got ${status}`);
    }),
  );
  return [...calls, ...queries, ...reads, ...others, ...gets];
}

async function rawCall(bench: Bench, version: 2 | 3 | 4, method = 'update', arg: Uint8Array = HELLO) {
  const canister = await target(bench);
  const content = bench.alice.content('call', {
    canister_id: canister.toUint8Array(),
    method_name: method,
    arg: Uint8Array.from(arg),
  });
  const path = `/api/v${version}/canister/${canister.toText()}/call`;
  const response = await bench.alice.post(path, bench.alice.envelope(content));
  return { canister, content, response, id: requestIdOf(content) };
}

function answerCases(): ConformanceCase[] {
  const cases: ConformanceCase[] = [
    one('Request: Asynchronous Call', 'an accepted call is 202 with an empty body', async (bench) => {
      const { response } = await rawCall(bench, 2);
      assert.equal(response.status, 202);
      assert.equal((await bytesOf(response)).length, 0);
    }),
    one(
      'Request: Asynchronous Call',
      'a call that is refused before is 200 with the reject',
      async (bench) => {
        const { response } = await rawCall(bench, 2, 'no such method');
        // Whether the method exists is only known after the call was accepted; both are allowed.
        assert.ok(response.status === 202 || response.status === 200);
      },
    ),
    one('Request: Query call', 'a reply carries one signature of a node', async (bench) => {
      const canister = await target(bench);
      const content = bench.alice.content('query', {
        canister_id: canister.toUint8Array(),
        method_name: 'query',
        arg: Uint8Array.from(HELLO),
      });
      const path = `/api/v3/canister/${canister.toText()}/query`;
      const response = await bench.alice.post(path, bench.alice.envelope(content));
      const body = Cbor.decode<Content>(await bytesOf(response));
      const signatures = body['signatures'] as {
        timestamp: bigint;
        signature: Uint8Array;
        identity: Uint8Array;
      }[];
      assert.equal(signatures.length, 1);
      assert.ok(signatures[0]?.signature.length === 64 && signatures[0].identity.length === 29);
    }),
    one('Request: Query call', 'an update method cannot be queried', async (bench) => {
      const ending = await bench.alice.query(await target(bench), 'update', HELLO);
      assertReject(ending, { code: REJECT.canisterError, errorCode: 'IC0536' });
    }),
    one('Request: Call', 'a query method can be called, for a certified answer', async (bench) => {
      assert.equal(textOf(await bench.alice.call(await target(bench), 'query', HELLO)), 'hello');
    }),
    one('Request: Call', 'a composite query method cannot be called', async (bench) => {
      const ending = await bench.alice.call(await target(bench), 'composite', HELLO);
      assertReject(ending, { code: REJECT.canisterError });
    }),
    one('Request: Call', 'the same call sent twice happens once', async (bench) => {
      const canister = await target(bench);
      replyOf(await bench.alice.call(canister, 'update', script(op('setSlot', 3, 0), op('reply'))));
      const content = bench.alice.content('call', {
        canister_id: canister.toUint8Array(),
        method_name: 'update',
        arg: Uint8Array.from(script(op('setSlot', 3, op('add', op('slot', 3), 1)), op('reply'))),
      });
      const envelope = bench.alice.envelope(content);
      await bench.alice.finish(content, envelope, canister);
      replyOf(await bench.alice.finish(content, envelope, canister));
      assert.equal(await bench.slot(canister, 3), 1n);
    }),
  ];
  const synchronous = ([3, 4] as const).map((version) =>
    one(
      'Request: Call',
      `/api/v${version} answers with status "replied" and a certificate`,
      async (bench) => {
        const { response, id } = await rawCall(bench, version);
        assert.equal(response.status, 200);
        const body = Cbor.decode<{ status: string; certificate: Uint8Array }>(await bytesOf(response));
        assert.equal(body.status, 'replied');
        const tree = treeOf(body.certificate);
        assert.ok(leafAt(tree, 'time'));
        assert.equal(Buffer.from(leafAt(tree, 'request_status', id, 'status') ?? []).toString(), 'replied');
        assert.equal(Buffer.from(leafAt(tree, 'request_status', id, 'reply') ?? []).toString(), 'hello');
      },
    ),
  );
  const replied = one(
    'Request: Call',
    'a reject, too, has status "replied" beside its certificate',
    async (bench) => {
      const { response, id } = await rawCall(bench, 4, 'update', script(op('reject', 'no')));
      const body = Cbor.decode<{ status: string; certificate: Uint8Array }>(await bytesOf(response));
      assert.equal(body.status, 'replied');
      const tree = treeOf(body.certificate);
      assert.equal(Buffer.from(leafAt(tree, 'request_status', id, 'status') ?? []).toString(), 'rejected');
      assert.equal(leafAt(tree, 'request_status', id, 'reply'), undefined);
    },
  );
  return [...cases, ...synchronous, replied];
}

/** Bodies that are no envelope; each must be refused as the client's fault, never as the server's. */
const MALFORMED: readonly (readonly [string, readonly number[]])[] = [
  ['an empty body', []],
  ['a single break', [0xff]],
  ['a number', [0x01]],
  ['a text', [0x63, 0x61, 0x62, 0x63]],
  ['an array', [0x80]],
  ['an empty map', [0xa0]],
  ['the tag alone', SELF_DESCRIBED],
  ['a tagged empty map', [...SELF_DESCRIBED, 0xa0]],
  ['a map that is cut off', [0xa1, 0x67]],
  ['a content that is no map', [0xa1, 0x67, ...Buffer.from('content'), 0x01]],
  ['an empty content', [0xa1, 0x67, ...Buffer.from('content'), 0xa0]],
  ['a key twice', [0xa2, 0x67, ...Buffer.from('content'), 0xa0, 0x67, ...Buffer.from('content'), 0xa0]],
  ['a length beyond the body', [0x5b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ['a nesting of 10,000 arrays', new Array<number>(10_000).fill(0x81)],
  ['JSON', [...Buffer.from('{"content":{}}')]],
];

function malformedCases(): ConformanceCase[] {
  return ['call', 'query', 'read_state'].flatMap((verb) =>
    MALFORMED.map(([what, bytes]) =>
      one('CBOR encoding of requests', `${what} is refused at ${verb}`, async (bench) => {
        const id = (await target(bench)).toText();
        const response = await bench.alice.post(`/api/v3/canister/${id}/${verb}`, Uint8Array.from(bytes));
        assert.ok(response.status >= 400 && response.status < 500, `expected 4xx, got ${response.status}`);
      }),
    ),
  );
}

function effectiveCases(): ConformanceCase[] {
  const other = (bench: Bench) => bench.canister('http other');
  const bad = ['x', 'aaaaa', 'aaaaa-ab', '%00', 'rwlgt-iiaaa-aaaaa-aaaaa-caj'];
  return [
    one(
      'Effective canister id',
      'a call to another canister than the path names is refused',
      async (bench) => {
        const options = { effective: await other(bench) };
        assertClientError(await bench.alice.call(await target(bench), 'update', HELLO, options));
      },
    ),
    one(
      'Effective canister id',
      'a query to another canister than the path names is refused',
      async (bench) => {
        const options = { effective: await other(bench) };
        assertClientError(await bench.alice.query(await target(bench), 'query', HELLO, options));
      },
    ),
    ...bad.map((text) =>
      one('Effective canister id', `the path names a principal; ${text} is none`, async (bench) => {
        assertClientError(await bench.alice.query(await target(bench), 'query', HELLO, { effective: text }));
      }),
    ),
    ...['update', 'query'].map((kind) =>
      one(
        'Effective canister id',
        `an id outside the subnet's ranges is refused (${kind})`,
        async (bench) => {
          const foreign = Principal.fromUint8Array(
            Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1),
          );
          const ending =
            kind === 'update'
              ? await bench.alice.call(foreign, 'update', HELLO)
              : await bench.alice.query(foreign, 'query', HELLO);
          // Refused by the router (4xx) or by the subnet (no such canister).
          if (ending.kind === 'reject') assertReject(ending, { code: REJECT.destinationInvalid });
          else assertClientError(ending);
        },
      ),
    ),
    one('Effective subnet id', 'a call to a canister cannot be sent to a subnet', async (bench) => {
      const options = { effective: bench.network.anyCanister, scope: 'subnet' as const };
      assertClientError(await bench.alice.call(await target(bench), 'update', HELLO, options));
    }),
  ];
}
