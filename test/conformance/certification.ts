import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  Cbor,
  Certificate,
  lookup_path,
  lookup_subtree,
  reconstruct,
  requestIdOf,
  type HashTree,
} from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { op, replyWith, script } from '../script-canister/script.ts';
import type { Bench } from './bench.ts';
import { bytesOf, leafAt, treeOf, type Caller, type CallOptions } from './caller.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { replyOf } from './ending.ts';

const LABEL = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const TREE = 'index, The system state tree';
const READ = 'https-interface, Request: Read state';
const CERTIFICATION = 'certification, Certificate';
const PUBLIC = LABEL('public words');
const PRIVATE = LABEL('private words');

/** The pages "Certification" and "The system state tree", and what may be read of it. */
export function certificationCases(): readonly CaseGroup[] {
  const chapter = 'Certification';
  return [
    { chapter, cases: [...certificateCases(), ...dataCases()] },
    { chapter, cases: [...treeCases(), ...permissionCases(), ...requestCases()] },
  ];
}

/** A canister with a public and a private custom section. */
async function subject(bench: Bench): Promise<Principal> {
  return bench.canister('certification', {
    probes: {
      imports: [
        '(import "ic0" "subnet_self_size" (func $subnet_size (result i32)))',
        '(import "ic0" "subnet_self_copy" (func $subnet_copy (param i32 i32 i32)))',
      ],
      bodies: [
        `(call $subnet_copy (i32.const 512) (i32.const 0) (call $subnet_size))
         (call $msg_reply_data_append (i32.const 512) (call $subnet_size)) (call $msg_reply)`,
      ],
    },
    sections: [
      ['icp:public shown', PUBLIC],
      ['icp:private hidden', PRIVATE],
    ],
  });
}

async function read(
  bench: Bench,
  paths: readonly (readonly (string | Uint8Array)[])[],
  caller: Caller = bench.alice,
  options: CallOptions = {},
) {
  const canister = await subject(bench);
  const labels = paths.map((path) => path.map((label) => (typeof label === 'string' ? LABEL(label) : label)));
  return caller.readState(canister.toText(), labels, options);
}

async function certificateOf(
  bench: Bench,
  ...paths: (readonly (string | Uint8Array)[])[]
): Promise<Uint8Array> {
  const { certificate, status, text } = await read(bench, paths);
  assert.ok(certificate, `expected a certificate, got HTTP ${status} ${text}`);
  return certificate;
}

async function verified(bench: Bench, certificate: Uint8Array, canisterId?: Principal): Promise<Certificate> {
  return Certificate.create({
    certificate,
    rootKey: bench.network.rootKey,
    canisterId: canisterId ?? (await subject(bench)),
  });
}

const natural = (bytes: Uint8Array | undefined): bigint => {
  assert.ok(bytes, 'expected a natural number, got nothing');
  return bytes.reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 127), 0n);
};

function certificateCases(): ConformanceCase[] {
  const one = (name: string, run: (bench: Bench) => Promise<void>) =>
    conformanceCase(CERTIFICATION, name, run);
  return [
    one('the signature is valid under the root key', async (bench) => {
      await verified(bench, await certificateOf(bench, ['time']));
    }),
    one('the answer of a synchronous call is signed alike', async (bench) => {
      const canister = await subject(bench);
      const content = bench.alice.content('call', {
        canister_id: canister.toUint8Array(),
        method_name: 'update',
        arg: Uint8Array.from(script(...replyWith('certified'))),
      });
      const path = `/api/v4/canister/${canister.toText()}/call`;
      const response = await bench.alice.post(path, bench.alice.envelope(content));
      const body = Cbor.decode<{ certificate: Uint8Array }>(await bytesOf(response));
      const certificate = await verified(bench, body.certificate);
      const id = requestIdOf(content);
      const found = certificate.lookup_path([LABEL('request_status'), id, LABEL('reply')]);
      assert.equal(Buffer.from((found as { value: Uint8Array }).value).toString(), 'certified');
    }),
    ...['signature', 'tree'].map((part) =>
      one(`a certificate whose ${part} is changed is not valid`, async (bench) => {
        const bytes = await certificateOf(bench, ['time']);
        const decoded = Cbor.decode<{ tree: unknown; signature: Uint8Array }>(bytes);
        const time = leafAt(treeOf(bytes), 'time') as Uint8Array;
        const at = part === 'signature' ? bytes.length - 1 : Buffer.from(bytes).indexOf(Buffer.from(time));
        assert.ok(decoded.signature.length === 48 && at > 0);
        const spoilt = bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
        await assert.rejects(verified(bench, spoilt));
      }),
    ),
    one('the signature is 48 bytes', async (bench) => {
      const { signature } = Cbor.decode<{ signature: Uint8Array }>(await certificateOf(bench, ['time']));
      assert.equal(signature.length, 48);
    }),
    one('/time is there without being asked for, and near', async (bench) => {
      const time = natural(leafAt(treeOf(await certificateOf(bench)), 'time'));
      const distance = Number(time / 1_000_000n) - Date.now();
      assert.ok(Math.abs(distance) < 60_000, `expected the present, got ${distance} ms from it`);
    }),
    one('/time does not go back', async (bench) => {
      const times: bigint[] = [];
      for (let at = 0; at < 3; at++) times.push(natural(leafAt(treeOf(await certificateOf(bench)), 'time')));
      assert.deepEqual([...times].sort(), times);
    }),
    one('what was not asked for is pruned to hashes', async (bench) => {
      const canister = await subject(bench);
      const tree = treeOf(await certificateOf(bench, ['time']));
      const found = lookup_path([LABEL('canister'), canister.toUint8Array(), LABEL('module_hash')], tree);
      assert.ok(!('value' in found));
    }),
    one('two cuts of one state have one root hash', async (bench) => {
      // States follow each other: two cuts of the same time are of the same state.
      for (let attempt = 0; attempt < 50; attempt++) {
        const canister = (await subject(bench)).toUint8Array();
        const [a, b] = await Promise.all([
          certificateOf(bench, ['time']),
          certificateOf(bench, ['canister', canister, 'controllers']),
        ]);
        const [first, second] = [treeOf(a), treeOf(b)];
        if (natural(leafAt(first, 'time')) !== natural(leafAt(second, 'time'))) continue;
        assert.deepEqual(Buffer.from(await reconstruct(first)), Buffer.from(await reconstruct(second)));
        return;
      }
      assert.fail('expected two reads of one state among 50, got none');
    }),
  ];
}

function dataCases(): ConformanceCase[] {
  const one = (name: string, run: (bench: Bench) => Promise<void>) =>
    conformanceCase('canister-interface, Certified data', name, run);
  const set = async (bench: Bench, data: Uint8Array | string) =>
    replyOf(
      await bench.alice.call(
        await subject(bench),
        'update',
        script(op('certifiedDataSet', data), op('reply')),
      ),
    );
  const certificateIn = async (bench: Bench) =>
    replyOf(
      await bench.alice.query(await subject(bench), 'query', script(...replyWith(op('dataCertificate')))),
    );
  const dataIn = async (bench: Bench) => {
    const canister = await subject(bench);
    return leafAt(treeOf(await certificateIn(bench)), 'canister', canister.toUint8Array(), 'certified_data');
  };
  const presence = (kind: 'update' | 'query' | 'composite', call: boolean, expected: bigint) =>
    one(
      `a certificate is ${expected === 1n ? '' : 'not '}present in a ${kind} ${call ? 'called' : 'queried'}`,
      async (bench) => {
        const code = script(...replyWith(op('toBlob', op('dataCertificatePresent'))));
        const canister = await subject(bench);
        const ending = call
          ? await bench.alice.call(canister, kind, code)
          : await bench.alice.query(canister, kind, code);
        assert.equal(Buffer.from(replyOf(ending)).readBigUInt64LE(), expected);
      },
    );
  return [
    presence('update', true, 0n),
    presence('query', true, 0n),
    presence('query', false, 1n),
    presence('composite', false, 1n),
    one('a new canister has the empty blob', async (bench) => {
      const canister = await bench.canister('certification fresh');
      const certificate = replyOf(
        await bench.alice.query(canister, 'query', script(...replyWith(op('dataCertificate')))),
      );
      assert.equal(
        leafAt(treeOf(certificate), 'canister', canister.toUint8Array(), 'certified_data')?.length,
        0,
      );
    }),
    ...[0, 1, 32].map((length) =>
      one(`${length} bytes are certified`, async (bench) => {
        const data = new Uint8Array(length).fill(7);
        await set(bench, data);
        assert.deepEqual(Buffer.from((await dataIn(bench)) ?? [255]), Buffer.from(data));
      }),
    ),
    one('the certificate in a query is valid under the root key', async (bench) => {
      await verified(bench, await certificateIn(bench));
    }),
    one('the value of the last call counts', async (bench) => {
      await set(bench, 'first');
      await set(bench, 'second');
      assert.equal(Buffer.from((await dataIn(bench)) ?? []).toString(), 'second');
    }),
    one('a message that traps certifies nothing', async (bench) => {
      await set(bench, 'kept');
      await bench.alice.call(
        await subject(bench),
        'update',
        script(op('certifiedDataSet', 'lost'), op('unreachable')),
      );
      assert.equal(Buffer.from((await dataIn(bench)) ?? []).toString(), 'kept');
    }),
    one('it cannot be read from outside', async (bench) => {
      const canister = (await subject(bench)).toUint8Array();
      const { status, certificate } = await read(bench, [['canister', canister, 'certified_data']]);
      const found = certificate && leafAt(treeOf(certificate), 'canister', canister, 'certified_data');
      assert.ok((status >= 400 && status < 500) || found === undefined);
    }),
  ];
}

function treeCases(): ConformanceCase[] {
  const one = (name: string, run: (bench: Bench) => Promise<void>) => conformanceCase(TREE, name, run);
  const leaf = async (bench: Bench, ...path: (string | Uint8Array)[]) =>
    leafAt(treeOf(await certificateOf(bench, path)), ...path);
  const canister = async (bench: Bench) => (await subject(bench)).toUint8Array();
  const subnetId = async (bench: Bench) => {
    const code = script(op('probe', 0));
    return replyOf(await bench.alice.query(await subject(bench), 'query', code));
  };
  return [
    one('/canister/<id>/module_hash is the SHA-256 of the module', async (bench) => {
      const hash = await leaf(bench, 'canister', await canister(bench), 'module_hash');
      assert.equal(hash?.length, 32);
    }),
    one('/canister/<id>/module_hash of an empty canister is absent', async (bench) => {
      const empty = await bench.create();
      const { certificate } = await bench.alice.readState(empty.toText(), [
        [LABEL('canister'), empty.toUint8Array(), LABEL('module_hash')],
      ]);
      assert.ok(certificate);
      assert.equal(leafAt(treeOf(certificate), 'canister', empty.toUint8Array(), 'module_hash'), undefined);
    }),
    one('/canister/<id>/controllers is tagged CBOR of principals', async (bench) => {
      const bytes = await leaf(bench, 'canister', await canister(bench), 'controllers');
      assert.deepEqual([...(bytes ?? []).slice(0, 3)], [0xd9, 0xd9, 0xf7]);
      const list = Cbor.decode<Uint8Array[]>(bytes as Uint8Array);
      assert.deepEqual(
        list.map((one_) => Principal.fromUint8Array(one_).toText()),
        [bench.alice.principal.toText()],
      );
    }),
    one('/canister/<id>/metadata/<name> of a public section', async (bench) => {
      const bytes = await leaf(bench, 'canister', await canister(bench), 'metadata', 'shown');
      assert.deepEqual(Buffer.from(bytes ?? []), Buffer.from(PUBLIC));
    }),
    one('/canister/<id>/metadata/<name> of a private section, for a controller', async (bench) => {
      const bytes = await leaf(bench, 'canister', await canister(bench), 'metadata', 'hidden');
      assert.deepEqual(Buffer.from(bytes ?? []), Buffer.from(PRIVATE));
    }),
    one('/canister/<id>/metadata/<name> of no section is absent', async (bench) => {
      assert.equal(await leaf(bench, 'canister', await canister(bench), 'metadata', 'none'), undefined);
    }),
    ...['canister_creation_timestamp', 'last_install_timestamp'].map((name) =>
      one(`/canister/<id>/${name} is a time that has been`, async (bench) => {
        const time = natural(await leaf(bench, 'canister', await canister(bench), name));
        assert.ok(Math.abs(Number(time / 1_000_000n) - Date.now()) < 600_000);
      }),
    ),
    one('/subnet/<id>/public_key and node keys are DER', async (bench) => {
      const tree = treeOf(await certificateOf(bench, ['subnet']));
      const found = await subnetId(bench);
      const key = leafAt(tree, 'subnet', found, 'public_key');
      assert.equal(key?.length, 133);
      assert.equal(key[0], 0x30);
    }),
    one('/subnet/<id>/type is one of the four', async (bench) => {
      const tree = treeOf(await certificateOf(bench, ['subnet']));
      const type = Buffer.from(leafAt(tree, 'subnet', await subnetId(bench), 'type') ?? []).toString();
      assert.ok(
        ['application', 'system', 'verified_application', 'cloud_engine'].includes(type),
        `got ${type}`,
      );
    }),
    one('the subnet is named by its key', async (bench) => {
      const id = await subnetId(bench);
      const key = leafAt(
        treeOf(await certificateOf(bench, ['subnet'])),
        'subnet',
        id,
        'public_key',
      ) as Uint8Array;
      const expected = [...createHash('sha224').update(key).digest(), 2];
      assert.deepEqual([...id], expected);
    }),
    one('/canister_ranges/<subnet id> covers the canister', async (bench) => {
      const id = await subnetId(bench);
      const answer = await bench.alice.readState(
        Principal.fromUint8Array(id).toText(),
        [[LABEL('canister_ranges'), id]],
        { scope: 'subnet' },
      );
      assert.ok(answer.certificate, `got HTTP ${answer.status} ${answer.text}`);
      const shard = lookup_subtree([LABEL('canister_ranges'), id], treeOf(answer.certificate));
      assert.ok('value' in shard, `expected the ranges, got ${shard.status}`);
      const canisterId = await canister(bench);
      const ranges = leavesOf(shard.value).flatMap((bytes) => Cbor.decode<[Uint8Array, Uint8Array][]>(bytes));
      const within = ([from, to]: [Uint8Array, Uint8Array]) =>
        Buffer.compare(from, canisterId) <= 0 && Buffer.compare(canisterId, to) <= 0;
      assert.ok(ranges.some(within), 'expected the canister in one of the ranges');
    }),
  ];
}

type Path = (canister: Uint8Array, other: Uint8Array) => readonly (string | Uint8Array)[];
type PermissionRow = readonly [name: string, allowed: boolean, path: Path, who?: (bench: Bench) => Caller];
const bob = (bench: Bench) => bench.bob;
const nobody = (bench: Bench) => bench.nobody;

const PERMISSIONS: readonly PermissionRow[] = [
  ['/time', true, () => ['time']],
  ['/subnet', true, () => ['subnet']],
  ['/api_boundary_nodes', true, () => ['api_boundary_nodes']],
  ['/canister/<id>/module_hash', true, (id) => ['canister', id, 'module_hash'], nobody],
  ['/canister/<id>/controllers', true, (id) => ['canister', id, 'controllers'], nobody],
  [
    '/canister/<id>/canister_creation_timestamp',
    true,
    (id) => ['canister', id, 'canister_creation_timestamp'],
    nobody,
  ],
  ['/canister/<id>/last_install_timestamp', true, (id) => ['canister', id, 'last_install_timestamp'], nobody],
  ['public metadata by a stranger', true, (id) => ['canister', id, 'metadata', 'shown'], bob],
  ['private metadata by a controller', true, (id) => ['canister', id, 'metadata', 'hidden']],
  ['private metadata by a stranger', false, (id) => ['canister', id, 'metadata', 'hidden'], bob],
  ['private metadata by the anonymous user', false, (id) => ['canister', id, 'metadata', 'hidden'], nobody],
  ['metadata that is not there by a stranger', true, (id) => ['canister', id, 'metadata', 'none'], bob],
  ['a name of metadata that is no UTF-8', false, (id) => ['canister', id, 'metadata', Uint8Array.of(0xff)]],
  ['the module hash of another canister', false, (_, other) => ['canister', other, 'module_hash']],
  ['the controllers of another canister', false, (_, other) => ['canister', other, 'controllers']],
  ['the metadata of another canister', false, (_, other) => ['canister', other, 'metadata', 'shown']],
  ['/canister', false, () => ['canister']],
  ['the whole of a canister', false, (id) => ['canister', id]],
  ['all metadata of a canister', false, (id) => ['canister', id, 'metadata']],
  ['a path that does not exist', false, () => ['no_such_path']],
  ['a field of a canister that does not exist', false, (id) => ['canister', id, 'no_such_field']],
  ['/request_status without an id', false, () => ['request_status']],
  ['a request id of 31 bytes', false, () => ['request_status', new Uint8Array(31)]],
  ['a request that is not known', true, () => ['request_status', new Uint8Array(32).fill(9)]],
  [
    '/canister_ranges of a subnet, at a canister',
    false,
    () => ['canister_ranges', new Uint8Array(29).fill(2)],
  ],
];

function permissionCases(): ConformanceCase[] {
  return PERMISSIONS.map(([name, allowed, path, who]) =>
    conformanceCase(READ, `${name} ${allowed ? 'can' : 'cannot'} be requested`, async (bench) => {
      const canister = (await subject(bench)).toUint8Array();
      const other = (await bench.canister('certification fresh')).toUint8Array();
      const { status, text } = await read(bench, [path(canister, other)], who?.(bench));
      if (allowed) assert.equal(status, 200, `expected 200, got ${status} ${text}`);
      else assert.ok(status >= 400 && status < 500, `expected 4xx, got ${status} ${text}`);
    }),
  );
}

function requestCases(): ConformanceCase[] {
  const one = (name: string, run: (bench: Bench) => Promise<void>) => conformanceCase(READ, name, run);
  const sent = async (bench: Bench) => {
    const canister = await subject(bench);
    const content = bench.alice.content('call', {
      canister_id: canister.toUint8Array(),
      method_name: 'update',
      arg: Uint8Array.from(script(...replyWith('mine'))),
    });
    replyOf(await bench.alice.finish(content, bench.alice.envelope(content), canister));
    return requestIdOf(content);
  };
  return [
    one('the sender reads the status of a request', async (bench) => {
      const id = await sent(bench);
      const tree = treeOf(await certificateOf(bench, ['request_status', id]));
      assert.equal(Buffer.from(leafAt(tree, 'request_status', id, 'status') ?? []).toString(), 'replied');
      assert.equal(Buffer.from(leafAt(tree, 'request_status', id, 'reply') ?? []).toString(), 'mine');
      assert.equal(leafAt(tree, 'request_status', id, 'reject_code'), undefined);
    }),
    ...([bob, nobody] as const).map((who, at) =>
      one(`${at === 0 ? 'another user' : 'the anonymous user'} does not`, async (bench) => {
        const { status } = await read(bench, [['request_status', await sent(bench)]], who(bench));
        assert.ok(status >= 400 && status < 500, `expected 4xx, got ${status}`);
      }),
    ),
    one('another canister in the path does not match the request', async (bench) => {
      const id = await sent(bench);
      const other = (await bench.canister('certification fresh')).toText();
      const { status } = await bench.alice.readState(other, [[LABEL('request_status'), id]]);
      assert.ok(status >= 400 && status < 500, `expected 4xx, got ${status}`);
    }),
    one('two request ids at once are refused', async (bench) => {
      const { status } = await read(bench, [
        ['request_status', new Uint8Array(32).fill(1)],
        ['request_status', new Uint8Array(32).fill(2)],
      ]);
      assert.ok(status >= 400 && status < 500, `expected 4xx, got ${status}`);
    }),
    ...(
      [
        [1000, true],
        [1001, false],
      ] as const
    ).map(([count, allowed]) =>
      one(`${count} paths are ${allowed ? 'answered' : 'refused'}`, async (bench) => {
        const { status } = await read(
          bench,
          Array.from({ length: count }, () => ['time']),
        );
        assert.equal(status === 200, allowed, `got ${status}`);
      }),
    ),
    one('a path of 128 labels is refused', async (bench) => {
      const { status } = await read(bench, [Array.from({ length: 128 }, () => 'time')]);
      assert.ok(status >= 400 && status < 500, `expected 4xx, got ${status}`);
    }),
    one('a canister id that does not exist has no entries', async (bench) => {
      const absent = Principal.fromText(bench.network.anyCanister);
      const { status } = await bench.alice.readState(absent.toText(), [[LABEL('time')]]);
      assert.ok(status === 200 || (status >= 400 && status < 500));
    }),
    one('/subnet/<id>/node/<id>/public_key verifies the signature of a query', async (bench) => {
      const canister = await subject(bench);
      const content = bench.alice.content('query', {
        canister_id: canister.toUint8Array(),
        method_name: 'query',
        arg: Uint8Array.from(script(...replyWith('signed'))),
      });
      const response = await bench.alice.post(
        `/api/v3/canister/${canister.toText()}/query`,
        bench.alice.envelope(content),
      );
      const body = Cbor.decode<{
        reply: { arg: Uint8Array };
        signatures: { timestamp: bigint; signature: Uint8Array; identity: Uint8Array }[];
      }>(await bytesOf(response));
      const node = body.signatures[0];
      assert.ok(node);
      const subnet = replyOf(await bench.alice.query(canister, 'query', script(op('probe', 0))));
      const key = leafAt(
        treeOf(await certificateOf(bench, ['subnet'])),
        'subnet',
        subnet,
        'node',
        node.identity,
        'public_key',
      );
      assert.ok(key, 'expected the key of the node that signed');
      const hash = requestIdOf({
        status: 'replied',
        reply: body.reply,
        timestamp: node.timestamp,
        request_id: requestIdOf(content),
      });
      assert.ok(validEd25519(key, Buffer.concat([Buffer.from('\x0Bic-response'), hash]), node.signature));
    }),
  ];
}

/** Every leaf of a tree, in order. Source: certification, "Encoding of certificates". */
function leavesOf(tree: HashTree): Uint8Array[] {
  const [kind, ...parts] = tree as unknown as [number, ...(HashTree | Uint8Array)[]];
  if (kind === 1) return parts.flatMap((part) => leavesOf(part as HashTree));
  if (kind === 2) return leavesOf(parts[1] as HashTree);
  return kind === 3 ? [parts[0] as Uint8Array] : [];
}

function validEd25519(der: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}
