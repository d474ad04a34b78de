import { join } from 'node:path';
import { assert } from './assert.ts';
import type { ManualClock } from './clock.ts';
import { createGateway, type Gateway, type GatewayNames, type GatewayOptions } from './gateway/gateway.ts';
import { fetchAdapter } from './http/fetch-adapter.ts';
import { httpApi } from './http/http-api.ts';
import type { HttpHandler } from './http/http-message.ts';
import { listen, type HttpServer } from './http/server.ts';
import type { ReplicaInterface } from './http/replica.ts';
import { parsePrincipal, principalKey, type PrincipalKey } from './principal.ts';
import { manualClock, systemClock } from './real-time.ts';
import { openReplica } from './replica/open-replica.ts';
import type { Replica } from './replica/replica.ts';
import { SEED_BYTES } from './replica/subnet-identity.ts';
import type { Durability } from './store/level-store.ts';
import { MemoryStore } from './store/memory-store.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

/** How a subnet is started. */
export interface SubnetOptions {
  /** Where the state lies; without it the state is gone when the subnet stops. */
  readonly stateDir?: string;
  /** Where prepared modules are cached; by default inside `stateDir`, else nowhere. */
  readonly cacheDir?: string;
  /** Secret of a new subnet, for runs that repeat. Bounds: 32 bytes. A stored subnet keeps its own. */
  readonly seed?: Uint8Array;
  /** `manual`: time moves only by `advanceTime`. */
  readonly clock?: 'system' | 'manual';
  /**
   * Where a manual clock starts; by default at the machine's time. A stored subnet never goes back in time.
   * Units: nanoseconds since 1970.
   */
  readonly startTimeNs?: bigint;
  /** Listen on this port; 0 takes a free one. Without it there is no port, only `fetch`. */
  readonly port?: number;
  /** Bind address; loopback unless `allowRemote` is given. */
  readonly host?: string;
  readonly allowRemote?: boolean;
  /** Serve the ledgers and the cycles minting canister at their ids on the IC? Default: yes. */
  readonly systemCanisters?: boolean;
  /** Whether executions, calls, ingress and storage cost nothing (default), or what the published table says. */
  readonly freeCycles?: boolean;
  /** Who may list the canisters of the subnet, as textual principals. Default: nobody. */
  readonly subnetAdmins?: readonly string[];
  /** What an acknowledged call survives: the end of the process (default), or of the machine. */
  readonly durability?: Durability;
  /** How canisters are reached by HTTP under host names of their own, and what the root host serves. */
  readonly gateway?: GatewayOptions;
  /** Is told what an operator should know. */
  readonly onLog?: (event: SubnetEvent) => void;
}

/** Something an operator should know. */
export interface SubnetEvent {
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly error?: unknown;
}

/** An embedded subnet: real canisters behind the real interface, in one process. */
export class Subnet implements AsyncDisposable {
  readonly #options: SubnetOptions;
  readonly #store: Store;
  readonly #clock: ManualClock | undefined;
  readonly #fetch: (request: Request) => Promise<Response>;
  readonly #handler: HttpHandler;
  readonly #gateway: Gateway;
  #replica: Replica;
  #server: HttpServer | undefined;
  #stopping: Promise<void> | undefined;
  #recovering: Promise<void> | undefined;

  private constructor(
    options: SubnetOptions,
    store: Store,
    clock: ManualClock | undefined,
    replica: Replica,
  ) {
    this.#options = options;
    this.#store = store;
    this.#clock = clock;
    this.#replica = replica;
    const facade = this.#facade();
    this.#gateway = createGateway(
      {
        replica: facade,
        onRefusal: (canister, reason) => this.#log('info', `gateway: ${canister}: ${reason}`),
      },
      options.gateway,
    );
    this.#handler = httpApi({
      replica: facade,
      fallback: this.#gateway.handler,
      onInternalError: (error, request) =>
        this.#log('error', `internal error in ${request.method} ${request.path}`, error),
    });
    this.#fetch = fetchAdapter(this.#handler);
  }

  /**
   * Starts a subnet on its stored state, or a new one.
   * Errors: StoreError (state directory), PortInUse, RemoteNotAllowed, ListenFailed; nothing runs then.
   */
  static async start(options: SubnetOptions = {}): Promise<Subnet> {
    assert(options.seed === undefined || options.seed.length === SEED_BYTES, 'a seed has 32 bytes');
    const store =
      options.stateDir === undefined
        ? new MemoryStore()
        : await openStore({ directory: options.stateDir, durability: options.durability ?? 'process' });
    const clock = options.clock === 'manual' ? manualClock(options.startTimeNs) : undefined;
    let subnet: Subnet | undefined;
    try {
      const replica = await Subnet.#open(options, store, clock, (error) => {
        if (subnet) void subnet.#recover(error);
      });
      if (clock) catchUp(clock, replica.parts.state.timeNs);
      subnet = new Subnet(options, store, clock, replica);
      if (options.port !== undefined) await subnet.#listen(options.port);
      return subnet;
    } catch (error) {
      await (subnet ? subnet.stop() : store.close());
      throw error;
    }
  }

  static async #open(
    options: SubnetOptions,
    store: Store,
    clock: ManualClock | undefined,
    onFailure: (error: unknown) => void,
  ): Promise<Replica> {
    const cacheDir = options.cacheDir ?? (options.stateDir && join(options.stateDir, 'module-cache'));
    return openReplica({
      store,
      clock: clock ?? systemClock(),
      waitsForTime: clock === undefined,
      seed: options.seed,
      systemCanisters: options.systemCanisters ?? true,
      cacheDir,
      freeCycles: options.freeCycles ?? true,
      subnetAdmins: (options.subnetAdmins ?? []).map(keyOfText),
      onFailure,
    });
  }

  /** The subnet's public key, DER. */
  get rootKey(): Uint8Array {
    return this.#replica.rootKeyDer;
  }

  get subnetId(): Uint8Array {
    return this.#replica.subnetId;
  }

  /** Base URL of the port. Context: only when started with a port. */
  get url(): string {
    assert(this.#server !== undefined, 'the subnet was started with a port');
    return this.#server.url;
  }

  /** The port that is served. Context: only when started with a port. */
  get port(): number {
    assert(this.#server !== undefined, 'the subnet was started with a port');
    return this.#server.port;
  }

  /**
   * Answers a request as the port would. The host of its URL matters to the gateway, not to the API. Bound, so it can be
   * handed around.
   */
  get fetch(): (request: Request | string | URL, init?: RequestInit) => Promise<Response> {
    return (request, init) => this.#fetch(new Request(request, init));
  }

  /** Replaces the names under which the gateway finds canisters, whose ids are given in text. */
  setGatewayNames(names: GatewayNames): void {
    this.#gateway.setNames(names);
  }

  /** Time of the subnet's clock. Units: nanoseconds since 1970. */
  get timeNs(): bigint {
    return this.#replica.now();
  }

  /**
   * Moves a manual clock forward once and runs what is due until no message is left, or for 20 rounds where a canister
   * never rests. Units: milliseconds.
   */
  async advanceTime(ms: number): Promise<void> {
    assert(this.#clock !== undefined, 'advanceTime needs a subnet with a manual clock');
    assert(ms >= 0, 'time moves forward');
    this.#clock.advance(ms);
    await this.#replica.settle();
  }

  /** Runs rounds until no message is left. */
  async tick(): Promise<void> {
    await this.#replica.settle();
  }

  /** Reads a canister's memory, for tests. Units: bytes. */
  async readMemory(
    canister: string,
    memory: 'heap' | 'stable',
    offset: bigint,
    length: number,
  ): Promise<Uint8Array> {
    const bytes = parsePrincipal(canister);
    assert(bytes !== undefined, 'the canister is a textual principal');
    return this.#replica.readMemory(principalKey(bytes), memory, offset, length);
  }

  /** Takes no more requests, finishes the round under way and closes the state. Idempotent. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #listen(port: number): Promise<void> {
    const { host, allowRemote } = this.#options;
    this.#server = await listen(this.#handler, {
      port,
      ...(host !== undefined && { host }),
      ...(allowRemote !== undefined && { allowRemote }),
    });
  }

  async #stop(): Promise<void> {
    await this.#server?.close();
    await this.#recovering;
    await this.#replica.stop();
    await this.#store.close();
  }

  /** After a failure of the sandbox or of a round: back to the newest stored round, with a new sandbox. */
  #recover(error: unknown): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    this.#recovering ??= this.#reopen(error).finally(() => {
      this.#recovering = undefined;
    });
    return this.#recovering;
  }

  async #reopen(error: unknown): Promise<void> {
    this.#log('error', 'a round failed; going back to the newest stored round', error);
    await this.#replica.stop();
    try {
      this.#replica = await Subnet.#open(
        this.#options,
        this.#store,
        this.#clock,
        (next) => void this.#recover(next),
      );
      this.#log('info', 'recovered');
    } catch (failure) {
      this.#log('error', 'recovery failed; the subnet answers no calls', failure);
    }
  }

  /** The HTTP interface speaks to whichever replica is current. */
  #facade(): ReplicaInterface {
    const current = () => this.#replica;
    return {
      get rootKeyDer() {
        return current().rootKeyDer;
      },
      get subnetId() {
        return current().subnetId;
      },
      now: () => current().now(),
      health: () => current().health(),
      canisterExists: (canister) => current().canisterExists(canister),
      submit: (call, effective, waitMs) => current().submit(call, effective, waitMs),
      query: (query) => current().query(query),
      certificate: (paths) => current().certificate(paths),
      requestOrigin: (id) => current().requestOrigin(id),
      metadataVisibility: (canister, name, caller) => current().metadataVisibility(canister, name, caller),
      signAsNode: (message) => current().signAsNode(message),
    };
  }

  #log(level: SubnetEvent['level'], message: string, error?: unknown): void {
    this.#options.onLog?.({ level, message, ...(error !== undefined && { error }) });
  }
}

/** Brings a manual clock up to the newest round that is stored: what was acknowledged then is not yet in the past. */
function catchUp(clock: ManualClock, storedNs: bigint): void {
  const behindNs = storedNs - clock.now();
  if (behindNs > 0n) clock.advance(Number(behindNs / 1_000_000n) + 1);
}

function keyOfText(text: string): PrincipalKey {
  const bytes = parsePrincipal(text);
  assert(bytes !== undefined, 'a subnet admin is a textual principal');
  return principalKey(bytes);
}
