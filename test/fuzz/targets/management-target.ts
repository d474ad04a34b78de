import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { managementTypes } from '@indus/subnet/fuzz';
import { op, script } from '../../script-canister/script.ts';
import { scriptCanister } from '../../script-canister/script-canister.ts';
import { installation, ofCanister } from '../../sim/management-arguments.ts';
import type { Random } from '../../sim/random.ts';
import { MANAGEMENT, type Ending } from '../../sim/subnet-client.ts';
import { candidBomb } from '../candid-bomb.ts';
import { randomType, randomValue, type Known } from '../candid-value.ts';
import { frame, unframe } from '../framed-input.ts';
import { FuzzSubnet, kindOfEnding, replyOf } from '../fuzz-subnet.ts';
import { check, type FuzzBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateBytes } from '../mutate-bytes.ts';

const METHODS = managementTypes.MANAGEMENT_IDL as Readonly<
  Record<string, { readonly argument: readonly IDL.Type[]; readonly result: readonly IDL.Type[] }>
>;
const NAMES = Object.keys(METHODS);
const SNAPSHOT_NAMES = NAMES.filter((name) => name.includes('snapshot'));
const ROUTES = ['ingress', 'canister', 'query'];
/** Every so many inputs the canisters are looked after: what was stopped, emptied or deleted is set up again. */
const CARE_EVERY = 20;
const SNAPSHOTS_KEPT = 4;
const ANONYMOUS = Principal.anonymous();

/**
 * Arguments of every method of the management canister, from outside, by query and from a canister: each call ends with
 * a reply or a rejection with a code, the round never fails, and who else is there is well afterwards.
 */
export const managementTarget: FuzzTarget = {
  name: 'management',
  deadlineMs: 30_000,
  epochInputs: 600,
  share: 4,
  isStateless: false,
  open: async (seed) => new ManagementBody(await FuzzSubnet.start(seed)).prepare(),
};

class ManagementBody implements FuzzBody {
  readonly #subnet: FuzzSubnet;
  #module: Uint8Array = new Uint8Array();
  #caller: Uint8Array = new Uint8Array();
  #target: Uint8Array = new Uint8Array();
  #snapshots: Uint8Array[] = [];
  #runs = 0;

  constructor(subnet: FuzzSubnet) {
    this.#subnet = subnet;
  }

  async prepare(): Promise<this> {
    this.#module = await scriptCanister();
    this.#caller = await this.#subnet.deploy(this.#module);
    await this.#subnet.setControllers(this.#caller, [MANAGEMENT]);
    await this.#care();
    return this;
  }

  generate(random: Random): Uint8Array {
    const name = random.pick(random.chance(30) ? SNAPSHOT_NAMES : NAMES);
    const types = METHODS[name]?.argument ?? [];
    const known = this.#known();
    let argument = new Uint8Array(
      IDL.encode(
        [...types],
        types.map((type) => randomValue(type, random, known)),
      ),
    ) as Uint8Array;
    if (random.chance(8)) argument = candidBomb(random);
    else if (random.chance(4)) {
      const type = randomType(random);
      argument = new Uint8Array(IDL.encode([type], [randomValue(type, random, known)]));
    } else if (random.chance(25)) argument = mutateBytes(argument, random);
    const method = random.chance(99) ? name : random.pick(['', 'nothing', 'canister_init', 'x'.repeat(500)]);
    return frame(`${random.pick(ROUTES)} ${method}`, argument);
  }

  #known(): Known {
    const id = (bytes: Uint8Array): Principal => Principal.fromUint8Array(bytes);
    const target = id(this.#target);
    const sizes = [0n, 1n, 8n, 65_536n, 131_072n, 2n ** 32n, 2n ** 48n, 2n ** 63n];
    const globals = [
      { i64: 4096n },
      { i64: 2048n },
      { i64: 0n },
      { i32: 7 },
      { f64: NaN },
      { v128: 2n ** 127n },
    ];
    return {
      canister_id: [target, target, target, target, id(this.#caller), id(MANAGEMENT)],
      target_canister: [target],
      store_canister: [target],
      principal: [target, id(this.#caller), ANONYMOUS, id(MANAGEMENT)],
      controllers: [
        [ANONYMOUS, id(this.#caller)],
        [ANONYMOUS, id(this.#caller), target],
      ],
      sender_canister_version: [0n, 1n, 2n],
      wasm_module: [this.#module, this.#module.slice(0, 100), new Uint8Array()],
      snapshot_id: [...this.#snapshots, new Uint8Array(16)],
      replace_snapshot: this.#snapshots.length > 0 ? this.#snapshots : [new Uint8Array()],
      wasm_module_size: [BigInt(this.#module.length), ...sizes],
      wasm_memory_size: sizes,
      stable_memory_size: sizes,
      globals: [globals.slice(0, 3), globals, []],
      offset: [0n, 1n, 65_530n, 65_536n, 2n ** 64n - 1n],
      size: [0n, 1n, 1_000n, 65_536n, 2_000_001n, 2n ** 64n - 1n],
      amount: [0n, 1n, 10n ** 12n, 10n ** 13n, 2n ** 128n],
      specified_id: [target, id(Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 9, 1, 1))],
    };
  }

  async run(input: Uint8Array): Promise<string> {
    if (++this.#runs % CARE_EVERY === 0) await this.#care();
    const { line, bytes } = unframe(input);
    const [route = '', method = ''] = line.split(' ', 2);
    if (!ROUTES.includes(route)) return 'no call';
    const before = await this.#portrait();
    const ending = await this.#end(route, method, bytes);
    this.#subnet.checkWell();
    const kind = kindOfEnding(ending);
    if (kind.startsWith('rejected') && !method.startsWith('install')) {
      check((await this.#portrait()) === before, () => `a rejected ${method} changed the canister`);
    }
    if (ending !== undefined && kind === 'replied' && route === 'ingress') this.#keepSnapshot(method, ending);
    return `${route} ${kind}`;
  }

  async #end(route: string, method: string, argument: Uint8Array): Promise<Ending | undefined> {
    if (route === 'ingress') return this.#subnet.call(MANAGEMENT, method, argument, this.#target);
    if (route === 'query') return this.#subnet.query(MANAGEMENT, method, argument, this.#target);
    const rejected = script(
      op('replyAppend', op('toBlob', op('rejectCode'))),
      op('replyAppend', op('rejectMessage')),
      op('reply'),
    );
    const call = script(
      op('callNew', new Uint8Array(), method, script(op('reply')), rejected),
      op('callAppend', argument),
      op('callCycles', 10n ** 12n),
      op('drop', op('callPerform')),
    );
    const ending = await this.#subnet.call(this.#caller, 'update', call);
    if (ending === undefined || !ending.startsWith('reply ') || ending === 'reply ') return ending;
    const told = Buffer.from(ending.slice(6), 'hex');
    check(told.length > 8, () => 'a rejection of a canister without a text');
    const [text, code = 'IC0000'] = [told.subarray(8).toString(), /IC\d{4}/.exec(told.toString())?.[0]];
    return `reject ${told[0]} ${code} ${text}`;
  }

  #keepSnapshot(method: string, ending: Ending): void {
    if (method !== 'take_canister_snapshot' && method !== 'upload_canister_snapshot_metadata') return;
    const types = METHODS[method]?.result ?? [];
    const [made] = IDL.decode([...types], replyOf(ending)) as unknown as [
      { readonly id?: Uint8Array; readonly snapshot_id?: Uint8Array },
    ];
    const id = made.id ?? made.snapshot_id;
    if (id !== undefined)
      this.#snapshots = [Uint8Array.from(id), ...this.#snapshots].slice(0, SNAPSHOTS_KEPT);
  }

  /** What a rejected call must leave as it was; the balance and the log may pay for the attempt. */
  async #portrait(): Promise<string> {
    const answer = await this.#subnet.client.query(
      MANAGEMENT,
      'canister_status',
      ofCanister(this.#target),
      this.#target,
    );
    if (!('reply' in answer)) return answer.refused;
    const types = METHODS['canister_status']?.result ?? [];
    const [status] = IDL.decode([...types], Uint8Array.from(answer.reply ?? [])) as unknown as [
      Record<string, unknown>,
    ];
    const seen = ['status', 'settings', 'module_hash', 'memory_size'].map((name) => status[name]);
    return JSON.stringify(seen, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  }

  async #care(): Promise<void> {
    const id = this.#target;
    const status = id.length > 0 ? await this.#portrait() : 'none';
    const isWell = status.startsWith('[{"running"') && status.includes(ANONYMOUS.toText());
    const started = isWell ? 'reply ' : 'gone';
    const install = installation('reinstall', id, this.#module, new Uint8Array());
    const ending = isWell ? await this.#subnet.call(MANAGEMENT, 'install_code', install, id) : started;
    if (ending?.startsWith('reply ') !== true) {
      this.#target = await this.#subnet.deploy(this.#module);
      await this.#subnet.setControllers(this.#target, [Uint8Array.of(4), this.#caller]);
      this.#snapshots = [];
      const taken = await this.#subnet.call(
        MANAGEMENT,
        'take_canister_snapshot',
        ofCanister(this.#target),
        this.#target,
      );
      if (taken?.startsWith('reply ') === true) this.#keepSnapshot('take_canister_snapshot', taken);
    }
    const alive = await this.#subnet.call(this.#caller, 'update', script(op('reply')));
    check(alive?.startsWith('reply ') === true, () => `the other canister does not answer: ${alive}`);
    this.#subnet.checkWell();
  }

  close(): Promise<void> {
    return this.#subnet.stop();
  }
}
