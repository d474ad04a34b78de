import { join } from 'node:path';
import { assert } from './assert.ts';
import { catchUp, type ManualClock } from './clock.ts';
import type { GatewayNames } from './gateway/gateway.ts';
import type { GatewaySites } from './gateway/gateway-sites.ts';
import { fetchAdapter } from './http/fetch-adapter.ts';
import { subnetHandler, type ServedSubnet } from './http/subnet-handler.ts';
import { isLoopback, listen, type HttpServer } from './http/server.ts';
import { currentReplica } from './http/current-replica.ts';
import { makeAdminToken, removeAdminToken } from './operations/admin-token.ts';
import { backupReplica } from './operations/backup-subnet.ts';
import type { BackupHeader } from './operations/backup-header.ts';
import { SubnetMetrics } from './operations/subnet-metrics.ts';
import type { BackupFile } from './operations/write-backup.ts';
import { outcallMode } from './outcalls/outcall-mode.ts';
import { openStateStore } from './operations/open-state-store.ts';
import type { SubnetEvent } from './subnet-event.ts';
import type { SubnetOptions } from './subnet-options.ts';
import { keyOfText } from './principal.ts';
import { manualClock, startAlarm, systemClock, type Alarm } from './real-time.ts';
import { openReplica } from './replica/open-replica.ts';
import type { Replica, RoundFigures } from './replica/replica.ts';
import { SEED_BYTES } from './replica/subnet-identity.ts';
import type { Store } from './store/store.ts';

/** How long the subnet waits before it tries again to go back to the newest stored round. Units: milliseconds. */
const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;

/** An embedded subnet: real canisters behind the real interface, in one process. */
export class Subnet implements AsyncDisposable {
  readonly #options: SubnetOptions;
  readonly #metrics: SubnetMetrics;
  #store: Store;
  #adminToken: string | undefined;
  #retry: Alarm | undefined;
  readonly #clock: ManualClock | undefined;
  readonly #fetch: (request: Request) => Promise<Response>;
  readonly #served: ServedSubnet;
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
    this.#metrics = new SubnetMetrics(() => this.#replica);
    this.#served = subnetHandler({
      replica: currentReplica(() => this.#replica),
      gateway: options.gateway,
      loopbackOnly: isLoopback(options.host ?? 'localhost'),
      metrics: this.#metrics,
      operations: {
        remoteMetrics: options.remoteMetrics ?? false,
        metrics: () => this.metrics(),
        token: () => this.#adminToken,
        backup: (file, files) => this.backup(file, files),
      },
      log: (event) => this.#log(event),
    });
    this.#fetch = fetchAdapter(this.#served.handler, this.#served.onInternalError);
  }

  /**
   * Starts a subnet on its stored state, or a new one.
   * Errors: StoreError (state directory), PortInUse, RemoteNotAllowed, ListenFailed, OutcallOptionInvalid; nothing runs
   * then.
   */
  static async start(options: SubnetOptions = {}): Promise<Subnet> {
    assert(options.seed === undefined || options.seed.length === SEED_BYTES, 'a seed has 32 bytes');
    const store = await openStateStore(options);
    const clock = options.clock === 'manual' ? manualClock(options.startTimeNs) : undefined;
    let subnet: Subnet | undefined;
    try {
      const replica = await Subnet.#open(options, store, clock, {
        onFailure: (error) => {
          if (subnet) void subnet.#recover(error);
        },
        onRound: (figures) => {
          if (subnet) subnet.#metrics.countRound(figures);
        },
      });
      if (clock) catchUp(clock, replica.parts.state.timeNs);
      subnet = new Subnet(options, store, clock, replica);
      if (options.port !== undefined) await subnet.#listen(options.port);
      const fields = { height: Number(replica.parts.state.height) };
      subnet.#log({ level: 'info', event: 'started', message: 'the subnet is started', fields });
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
    told: {
      readonly onFailure: (error: unknown) => void;
      readonly onRound: (figures: RoundFigures) => void;
    },
  ): Promise<Replica> {
    const cacheDir = options.cacheDir ?? (options.stateDir && join(options.stateDir, 'module-cache'));
    return openReplica({
      store,
      clock: clock ?? systemClock(),
      waitsForTime: clock === undefined,
      seed: options.seed,
      systemCanisters: options.systemCanisters ?? true,
      workersMax: options.canisterWorkers,
      cacheDir,
      resources: options,
      outcalls: outcallMode(options.outcalls),
      subnetAdmins: (options.subnetAdmins ?? []).map(keyOfText),
      ...told,
    });
  }

  /** The replica at work, for the test library; a recovery puts another in its place. */
  get replica(): Replica {
    return this.#replica;
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

  /** Answers a request as the port would. The host of its URL matters to the gateway, not to the API. Bound. */
  get fetch(): (request: Request | string | URL, init?: RequestInit) => Promise<Response> {
    return (request, init) => this.#fetch(new Request(request, init));
  }

  /** Replaces the names under which the gateway finds canisters, whose ids are given in text. */
  setGatewayNames(names: GatewayNames): void {
    this.#served.gateway.setNames(names);
  }

  /** Replaces all directories that the gateway serves. */
  setGatewaySites(sites: GatewaySites): void {
    this.#served.gateway.setSites(sites);
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
    await this.setTime(this.timeNs + BigInt(Math.trunc(ms)) * 1_000_000n);
  }

  /** Moves a manual clock to a later moment; as `advanceTime`. Units: nanoseconds since 1970. */
  async setTime(timeNs: bigint): Promise<void> {
    assert(this.#clock !== undefined, 'time is moved on a subnet with a manual clock');
    assert(timeNs >= this.timeNs, 'time moves forward');
    this.#clock.set(timeNs);
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
    return this.#replica.readMemory(keyOfText(canister), memory, offset, length);
  }

  /**
   * Writes everything the subnet keeps to a new file while it runs: its newest stored round, whole. The file holds the
   * secret of the subnet. Errors: BackupError `target-exists`, `write-failed`; StoreError.
   */
  async backup(file: string, files: readonly BackupFile[] = []): Promise<BackupHeader> {
    const systemCanisters = this.#options.systemCanisters ?? true;
    const header = await backupReplica(this.#replica, this.#store, { file, files, systemCanisters });
    const fields = { height: Number(header.height), bytes: header.contentBytes };
    this.#log({ level: 'info', event: 'backup-written', message: 'a backup was written', fields });
    return header;
  }

  /** All metrics as text. Source: Prometheus text exposition format 0.0.4. */
  metrics(): string {
    return this.#metrics.text();
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
    const { stateDir } = this.#options;
    if (stateDir !== undefined) this.#adminToken = await makeAdminToken(stateDir);
    const { handler, onInternalError } = this.#served;
    this.#server = await listen(handler, { ...this.#options, port, onInternalError });
  }

  async #stop(): Promise<void> {
    await this.#server?.close();
    this.#retry?.cancel();
    await this.#recovering;
    await this.#replica.stop();
    await this.#store.close();
    const { stateDir } = this.#options;
    if (this.#adminToken !== undefined && stateDir !== undefined) await removeAdminToken(stateDir);
    this.#log({ level: 'info', event: 'stopped', message: 'the subnet is stopped; its state is closed' });
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
    this.#metrics.countFailure();
    const message = 'a round failed; going back to the newest stored round';
    this.#log({ level: 'error', event: 'round-failed', message, error });
    await this.#replica.stop();
    for (let waitMs = RETRY_MS_MIN; !this.#stopping; waitMs = Math.min(2 * waitMs, RETRY_MS_MAX)) {
      try {
        await this.#openAgain();
        if (this.#replica.health() !== 'healthy') continue;
        this.#metrics.countRecovery();
        const fields = { height: Number(this.#replica.parts.state.height) };
        this.#log({ level: 'info', event: 'recovered', message: 'the subnet works again', fields });
        return;
      } catch (failure) {
        const message = `recovery failed; the subnet answers no calls and tries again in ${waitMs} ms`;
        this.#log({ level: 'error', event: 'recovery-failed', message, fields: { waitMs }, error: failure });
        this.#retry = startAlarm(waitMs);
        await this.#retry.done;
      }
    }
  }

  /** A store that failed stays failed, so that no gap can arise; one opened anew has exactly what was stored. */
  async #openAgain(): Promise<void> {
    if (this.#options.stateDir !== undefined) {
      await this.#store.close();
      this.#store = await openStateStore(this.#options);
    }
    this.#replica = await Subnet.#open(this.#options, this.#store, this.#clock, {
      onFailure: (next) => void this.#recover(next),
      onRound: this.#metrics.countRound,
    });
  }

  #log(event: SubnetEvent): void {
    this.#options.onLog?.(event);
  }
}
