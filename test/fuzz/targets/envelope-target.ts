import { assemble } from '@indus/subnet/fuzz';
import type { Random } from '../../sim/random.ts';
import { frame, unframe } from '../framed-input.ts';
import { FuzzSubnet, secretOf, textOf } from '../fuzz-subnet.ts';
import { check, type FuzzBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import { RequestMaker, type RequestKind } from '../request-maker.ts';

const KINDS: readonly RequestKind[] = ['call', 'query', 'read_state'];
const STATUSES: ReadonlySet<number> = new Set([200, 202, 400, 403, 404, 405, 413, 415]);
/** Replies to everything at once: an argument that made it loop would be executed to the instruction limit. */
const REPLIES = `(module (import "ic0" "msg_reply" (func $reply)) (func $answer (call $reply))
  (export "canister_update update" (func $answer)) (export "canister_query query" (func $answer))
  (export "canister_composite_query composite" (func $answer)))`;
/** Every so many refused inputs the root of the state tree is looked at, besides the height. */
const ROOT_EVERY = 64;

/**
 * Requests to the API on all paths: every answer has a status of the specification, a refusal says why, and changes
 * nothing of the state.
 */
export const envelopeTarget: FuzzTarget = {
  name: 'envelope',
  deadlineMs: 15_000,
  epochInputs: 4_000,
  share: 12,
  isStateless: false,
  open: async (seed) => new EnvelopeBody(await FuzzSubnet.start(seed), seed).prepare(),
};

class EnvelopeBody implements FuzzBody {
  readonly #subnet: FuzzSubnet;
  readonly #seed: number;
  #maker: RequestMaker | undefined;
  #canister: Uint8Array = new Uint8Array();
  #refused = 0;
  #known: { readonly height: string; readonly root: string } | undefined;

  constructor(subnet: FuzzSubnet, seed: number) {
    this.#subnet = subnet;
    this.#seed = seed;
  }

  async prepare(): Promise<this> {
    this.#canister = await this.#subnet.deploy(assemble(REPLIES));
    const canisters = [this.#canister, new Uint8Array(), Uint8Array.of(0, 0, 0, 0, 0, 0x1f, 0, 0, 1, 1)];
    this.#maker = new RequestMaker(secretOf(this.#seed), canisters, this.#subnet.subnet.timeNs);
    return this;
  }

  generate(random: Random): Uint8Array {
    const kind = random.pick(KINDS);
    const inPath = random.chance(92) ? kind : random.pick([...KINDS, 'status', 'x', '']);
    const scope = random.chance(85) ? 'canister' : random.pick(['subnet', 'node', '']);
    const ids = [
      textOf(this.#canister),
      textOf(this.#subnet.subnet.subnetId),
      'aaaaa-aa',
      '2vxsx-fae',
      'zz',
      '',
    ];
    const id = random.chance(80) ? ids[0] : random.pick(ids);
    const version = random.pick(kind === 'call' ? [2, 3, 4] : [2, 3, random.chance(10) ? 4 : 3]);
    const path = `/api/v${version}/${scope}/${id}/${inPath}`;
    const envelope = this.#maker?.envelope(kind, random) ?? new Uint8Array();
    return frame(path, random.chance(45) ? envelope : mutateBytes(envelope, random));
  }

  async run(input: Uint8Array): Promise<string> {
    const { line, bytes } = unframe(input);
    const before = this.#subnet.height;
    const response = await this.#subnet.subnet.fetch(new URL(line.replace(/^\/*/, '/'), 'http://127.0.0.1'), {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: bytes as Uint8Array<ArrayBuffer>,
    });
    const body = new Uint8Array(await response.arrayBuffer());
    this.#subnet.checkWell();
    check(
      STATUSES.has(response.status),
      () => `status ${response.status}: ${Buffer.from(body.subarray(0, 200)).toString()}`,
    );
    if (response.status === 202) {
      await this.#subnet.subnet.tick();
      this.#subnet.checkWell();
      this.#known = undefined;
      return '202';
    }
    if (response.status === 200 && line.endsWith('/call') && this.#subnet.height !== before)
      return '200 executed';
    if (response.status >= 400) check(body.length > 0, () => `status ${response.status} without a reason`);
    check(this.#subnet.height === before, () => `a refusal made a round, status ${response.status}`);
    if (response.status >= 400) await this.#checkRoot();
    return response.status === 200 ? `200 ${line.split('/').at(-1)}` : `${response.status}`;
  }

  async #checkRoot(): Promise<void> {
    if (++this.#refused % ROOT_EVERY !== 0) return;
    const { height } = this.#subnet;
    const root = await this.#subnet.client.stateRoot(this.#canister);
    if (this.#known?.height === height)
      check(this.#known.root === root, () => 'refusals changed the state root');
    this.#known = { height, root };
  }

  close(): Promise<void> {
    return this.#subnet.stop();
  }
}
