import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { assemble } from '@indus/subnet/fuzz';
import {
  certifiedData,
  NO_CERTIFICATION,
  RESPONSE_ONLY,
  servedPage,
  treeOfPages,
  type CertifiedPage,
} from '../../gateway/certified-page.ts';
import { treeOf } from '../../gateway/certified-tree.ts';
import { NO_ARGUMENT } from '../../sim/management-arguments.ts';
import type { Random } from '../../sim/random.ts';
import { candidBomb } from '../candid-bomb.ts';
import { frame, unframe } from '../framed-input.ts';
import { FuzzSubnet, replyOf, textOf } from '../fuzz-subnet.ts';
import { check, type FuzzBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateBytes } from '../mutate-bytes.ts';

/** Replies to every request what it was last given, and certifies what it is told. */
const ECHO = `(module
  (import "ic0" "msg_arg_data_size" (func $size (result i32)))
  (import "ic0" "msg_arg_data_copy" (func $copy (param i32 i32 i32)))
  (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
  (import "ic0" "msg_reply" (func $reply))
  (import "ic0" "certified_data_set" (func $certify (param i32 i32)))
  (import "ic0" "data_certificate_size" (func $certificate_size (result i32)))
  (import "ic0" "data_certificate_copy" (func $certificate_copy (param i32 i32 i32)))
  (memory 64) (global $length (mut i32) (i32.const 0))
  (func $answer (call $append (i32.const 65536) (global.get $length)) (call $reply))
  (func (export "canister_update set")
    (call $copy (i32.const 65536) (i32.const 0) (call $size)) (global.set $length (call $size)) (call $reply))
  (func (export "canister_update certify")
    (call $copy (i32.const 0) (i32.const 0) (call $size)) (call $certify (i32.const 0) (call $size)) (call $reply))
  (func (export "canister_query certificate")
    (call $certificate_copy (i32.const 0) (i32.const 0) (call $certificate_size))
    (call $append (i32.const 0) (call $certificate_size)) (call $reply))
  (func (export "canister_query http_request") (call $answer))
  (func (export "canister_query more") (call $answer))
  (func (export "canister_update http_request_update") unreachable))`;

const PAGES: readonly CertifiedPage[] = [
  {
    url: '/page',
    path: ['http_expr', 'page', '<$>'],
    expression: RESPONSE_ONLY,
    headers: [['content-type', 'text/plain']],
    certified: ['content-type'],
    body: Buffer.from('the certified page'),
  },
  {
    url: '/free',
    path: ['http_expr', 'free', '<$>'],
    expression: NO_CERTIFICATION,
    headers: [],
    body: Buffer.from('anything'),
  },
];
const TOKEN = IDL.Record({ part: IDL.Nat });
const STREAMING = IDL.Variant({
  Callback: IDL.Record({ callback: IDL.Func([TOKEN], [], ['query']), token: TOKEN }),
});
const RESPONSE = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
  body: IDL.Vec(IDL.Nat8),
  upgrade: IDL.Opt(IDL.Bool),
  streaming_strategy: IDL.Opt(STREAMING),
});
const PATHS = [
  '/page',
  '/page',
  '/free',
  '/',
  '/page?x=1',
  '/%2e%2e/page',
  '/page/',
  '/page%00',
  '/\u00ff',
  '/page#x',
  '//page',
  '/?canisterId=aaaaa-aa',
  `/${'a'.repeat(9_000)}`,
];
const HEADERS = [
  'range: bytes=0-3',
  'range: bytes=9-1',
  'range: bytes=-5',
  'range: x',
  'if-none-match: "x"',
  'accept-encoding: gzip',
  'x-tenant: a',
  'cookie: a=b',
  'origin: http://x',
  `x-long: ${'y'.repeat(40_000)}`,
  'content-range: bytes 0-1/2',
];

/**
 * The gateway: odd requests, and a canister that answers with anything, with real certificates among it. There is always
 * an answer; a body that reaches the client under the verified host is the certified one.
 */
export const gatewayTarget: FuzzTarget = {
  name: 'gateway',
  deadlineMs: 30_000,
  epochInputs: 2_000,
  share: 3,
  isStateless: false,
  open: async (seed) => new GatewayBody(await FuzzSubnet.start(seed)).prepare(),
};

class GatewayBody implements FuzzBody {
  readonly #subnet: FuzzSubnet;
  #canister: Uint8Array = new Uint8Array();
  #certificate = '';

  constructor(subnet: FuzzSubnet) {
    this.#subnet = subnet;
  }

  async prepare(): Promise<this> {
    this.#canister = await this.#subnet.deploy(assemble(ECHO), NO_ARGUMENT);
    replyOf(await this.#subnet.call(this.#canister, 'certify', certifiedData(treeOfPages(PAGES))));
    const certificate = replyOf(await this.#subnet.query(this.#canister, 'certificate', NO_ARGUMENT));
    this.#certificate = Buffer.from(certificate).toString('base64');
    return this;
  }

  /** Shape: a line `METHOD host path`, with headers after tabs; then what the canister answers. */
  generate(random: Random): Uint8Array {
    const id = textOf(this.#canister);
    const host = random.chance(75)
      ? `${id}.localhost`
      : random.pick([
          `${id}.raw.localhost`,
          `${id}.localhost`,
          'localhost',
          '127.0.0.1',
          'aaaaa-aa.localhost',
          'x.localhost',
          'example.com',
          `${id}.${id}.localhost`,
        ]);
    const method = random.chance(85) ? 'GET' : random.pick(['HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'X']);
    const headers = random.chance(70) ? [] : [random.pick(HEADERS), random.pick(HEADERS)];
    const line = [`${method} ${host} ${random.chance(60) ? '/page' : random.pick(PATHS)}`, ...headers].join(
      '\t',
    );
    return frame(line, this.#answer(random));
  }

  #answer(random: Random): Uint8Array {
    if (random.chance(4)) return candidBomb(random);
    const page = PAGES[random.chance(80) ? 0 : 1] as CertifiedPage;
    const served = servedPage(page, treeOf(treeOfPages(PAGES)));
    const headers = (served.headers ?? []).map(
      ([name, value]) => [name, value.replace('{certificate}', this.#certificate)] as [string, string],
    );
    if (random.chance(45)) this.#mutateHeaders(headers, random);
    const canister = random.chance(80) ? this.#canister : random.bytes(10);
    const callback = [
      Principal.fromUint8Array(canister),
      random.pick(['more', 'nothing', 'http_request', '']),
    ];
    const bytes = IDL.encode(
      [RESPONSE],
      [
        {
          status_code: random.chance(90)
            ? 200
            : random.pick([0, 99, 100, 101, 204, 206, 304, 404, 600, 65_535]),
          headers,
          body: random.chance(80) ? page.body : random.bytes(random.below(60)),
          upgrade: random.chance(90) ? [] : [random.chance(30)],
          streaming_strategy: random.chance(85) ? [] : [{ Callback: { callback, token: { part: 1n } } }],
        },
      ],
    );
    return random.chance(60) ? new Uint8Array(bytes) : mutateBytes(new Uint8Array(bytes), random);
  }

  #mutateHeaders(headers: [string, string][], random: Random): void {
    const odd: [string, string] = random.pick([
      ['content-range', 'bytes 0-3/8'],
      ['a b', 'x'],
      ['x', 'a\r\nset-cookie: b=c'],
      ['content-length', '1'],
      ['transfer-encoding', 'chunked'],
      ['', ''],
      ['\u00ff', '\u{1f600}'],
      ['ic-certificate', 'certificate=:AAAA:, tree=:AAAA:'],
    ]);
    const at = random.below(headers.length);
    const header = headers[at];
    if (header === undefined || random.chance(30)) headers.push(odd);
    else if (random.chance(30)) headers.splice(at, 1);
    else header[1] = Buffer.from(mutateBytes(Buffer.from(header[1]), random)).toString('latin1');
  }

  async run(input: Uint8Array): Promise<string> {
    const { line, bytes } = unframe(input);
    const [start = '', ...fields] = line.split('\t');
    const [method = '', host = '', ...rest] = start.split(' ');
    replyOf(await this.#subnet.call(this.#canister, 'set', bytes));
    let request: Request;
    try {
      const headers = fields.map((field) => field.split(': ', 2) as [string, string]);
      request = new Request(`http://${host}${rest.join(' ')}`, { method, headers });
    } catch {
      return 'no request';
    }
    const response = await this.#subnet.subnet.fetch(request).catch((error: unknown) => {
      check(false, () => `no answer: ${String(error)}`);
    });
    const body = Buffer.from(await response.arrayBuffer());
    this.#subnet.checkWell();
    check(response.status !== 500, () => `status 500: ${body.subarray(0, 100).toString()}`);
    if (method !== 'HEAD' && response.status >= 400)
      check(body.length > 0, () => 'a refusal without a reason');
    const isVerified = host === `${textOf(this.#canister)}.localhost`;
    const isFree = new URL(request.url).pathname === '/free';
    if (isVerified && !isFree && method === 'GET' && response.status === 200) {
      const certified = Buffer.from((PAGES[0] as CertifiedPage).body);
      check(
        certified.includes(body) && body.length > 0,
        () => 'a body that is not certified reached the client',
      );
      return 'verified page';
    }
    return `${isVerified ? 'verified' : 'other'} host, status ${response.status}`;
  }

  close(): Promise<void> {
    return this.#subnet.stop();
  }
}
