import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { createHash } from 'node:crypto';
import { assert } from '../src/assert.ts';
import type { CallContent } from '../src/envelope/content.ts';
import { MANAGEMENT_KEY, principalBytes, principalKey } from '../src/principal.ts';
import { manualClock } from '../src/real-time.ts';
import { commitRound } from '../src/replica/commit-round.ts';
import { STATUS_KEPT_NS } from '../src/replica/ingress-history.ts';
import { openReplica } from '../src/replica/open-replica.ts';
import type { Replica } from '../src/replica/replica.ts';
import { routeRequest } from '../src/replica/route.ts';
import { runRound } from '../src/replica/round.ts';
import { openStore } from '../src/store/open-store.ts';
import type { Store } from '../src/store/store.ts';

const SENDER = new Uint8Array(29).fill(7);
const WAIT_MS = 60_000;
const FILL_AT_ONCE = 500;
/** A day: the known requests stay known. */
const KEPT_NS = 86_400_000_000_000n;
/** Each measured round forgets the request of the one before, so that their number stays. */
const STEP_NS = 2_000_000_000n;

const Creation = IDL.Record({ amount: IDL.Opt(IDL.Nat), specified_id: IDL.Opt(IDL.Principal) });
const Installation = IDL.Record({
  mode: IDL.Variant({ install: IDL.Null }),
  canister_id: IDL.Principal,
  wasm_module: IDL.Vec(IDL.Nat8),
  arg: IDL.Vec(IDL.Nat8),
});

/** A replica with a store on disk, one canister and a number of requests that it knows, whose rounds are turned by hand. */
export class KnownRequestsReplica implements AsyncDisposable {
  readonly #replica: Replica;
  readonly #store: Store;
  readonly #call: Omit<CallContent, 'requestId' | 'ingressExpiryNs'>;
  #requests = 0;

  private constructor(
    replica: Replica,
    store: Store,
    call: Omit<CallContent, 'requestId' | 'ingressExpiryNs'>,
  ) {
    this.#replica = replica;
    this.#store = store;
    this.#call = call;
  }

  /** Opens a replica in an empty directory and sends it `known` updates, which it executes. */
  static async open(options: {
    readonly stateDir: string;
    readonly module: Uint8Array;
    readonly method: string;
    readonly argument: Uint8Array;
    readonly known: number;
  }): Promise<KnownRequestsReplica> {
    const store = await openStore({ directory: options.stateDir, durability: 'process' });
    const replica = await openReplica({
      store,
      clock: manualClock(),
      waitsForTime: false,
      seed: undefined,
      cacheDir: undefined,
      onFailure: (error) => {
        throw error;
      },
    });
    const canister = await deploy(replica, options.module);
    const { method, argument } = options;
    const opened = new KnownRequestsReplica(replica, store, { sender: SENDER, canister, method, argument });
    for (let sent = 0; sent < options.known; sent += FILL_AT_ONCE) {
      const count = Math.min(FILL_AT_ONCE, options.known - sent);
      await Promise.all(Array.from({ length: count }, () => opened.#submit()));
    }
    return opened;
  }

  /** Requests that the replica knows. */
  get known(): number {
    return this.#replica.parts.state.ingress.size;
  }

  /** Takes up one update and executes it; what is left of the round is `commit`. */
  async execute(): Promise<void> {
    const { state } = this.#replica.parts;
    state.timeNs += STEP_NS;
    const call = { ...this.#call, requestId: this.#nextId(), ingressExpiryNs: state.timeNs - STATUS_KEPT_NS };
    const { id, sender, canister } = state.ingress.add(call, call.canister);
    routeRequest(state, canister, {
      kind: 'request',
      origin: { kind: 'ingress', requestId: id, sender },
      caller: sender,
      method: call.method,
      argument: call.argument,
      cycles: 0n,
      deadlineNs: 0n,
    });
    await runRound(this.#replica.parts);
  }

  /** Stores, certifies and announces the round; then makes the caller's certificate. */
  async commit(): Promise<void> {
    const { parts } = this.#replica;
    await commitRound(parts);
    parts.certifier.certificate([[Buffer.from('request_status'), this.#idOf(this.#requests)]]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#replica.stop();
    await this.#store.close();
  }

  async #submit(): Promise<void> {
    const ingressExpiryNs = this.#replica.now() + KEPT_NS;
    const call = { ...this.#call, requestId: this.#nextId(), ingressExpiryNs };
    const { kind } = await this.#replica.submit(call, call.canister, WAIT_MS);
    assert(kind === 'certified', 'the update was executed');
  }

  #nextId(): Uint8Array {
    return this.#idOf(++this.#requests);
  }

  /** Ids spread like hashes, since they are. */
  #idOf(number: number): Uint8Array {
    return new Uint8Array(createHash('sha256').update(String(number)).digest());
  }
}

async function deploy(replica: Replica, module: Uint8Array): Promise<Uint8Array> {
  await manage(replica, 'provisional_create_canister_with_cycles', [
    [Creation],
    [{ amount: [], specified_id: [] }],
  ]);
  const [key] = replica.parts.state.canisters.keys();
  assert(key !== undefined, 'the canister was created');
  const canister = principalBytes(key);
  const arg = new Uint8Array(IDL.encode([], []));
  const canister_id = Principal.fromUint8Array(canister);
  await manage(replica, 'install_code', [
    [Installation],
    [{ mode: { install: null }, canister_id, wasm_module: module, arg }],
  ]);
  assert(
    replica.parts.state.canisters.get(principalKey(canister))?.code !== undefined,
    'the code is installed',
  );
  return canister;
}

async function manage(
  replica: Replica,
  method: string,
  [types, values]: readonly [IDL.Type[], unknown[]],
): Promise<void> {
  const canister = principalBytes(MANAGEMENT_KEY);
  const argument = new Uint8Array(IDL.encode(types, values));
  const requestId = new Uint8Array(createHash('sha256').update(method).digest());
  const ingressExpiryNs = replica.now() + KEPT_NS;
  const call = { requestId, sender: SENDER, canister, method, argument, ingressExpiryNs };
  const { kind } = await replica.submit(call, canister, WAIT_MS);
  assert(kind === 'certified', `${method} was executed`);
}
