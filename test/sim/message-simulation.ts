import { createHash } from 'node:crypto';
import { op, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import {
  controllers,
  createdId,
  creation,
  installation,
  ofCanister,
  type Mode,
} from './management-arguments.ts';
import { checkAnswers, checkCertifiedData, checkCounters, checkCycles, expectEqual } from './invariants.ts';
import { Random } from './random.ts';
import {
  changeAllAndTrap,
  hookScripts,
  randomMessage,
  SLOT,
  stopItself,
  type Stage,
} from './random-script.ts';
import { MANAGEMENT } from './subnet-client.ts';
import type { SubnetUnderTest } from './subnet-under-test.ts';

/** A run: the same seed gives the same schedule, with the restarts in it or without. */
export interface SimulationOptions {
  readonly seed: number;
  readonly steps: number;
  readonly restarts: boolean;
}

/** How a run ended. */
export interface SimulationResult {
  /** Root hash of the state tree at the end, hexadecimal. */
  readonly root: string;
  /** Hash over all answers and over what can be seen of each canister, hexadecimal. */
  readonly outcome: string;
  readonly accepted: number;
  readonly replied: number;
}

/** A canister of the run. */
export interface Player {
  readonly id: Uint8Array;
}

const CYCLES = 1_000_000_000_000n;
const PLAYERS = 4;
const NOBODY = Uint8Array.of(0, 0, 0, 0, 0, 0x2f, 0, 0, 1, 1);

/** The schedule of one run, step by step. */
export class MessageSimulation {
  readonly #subnet: SubnetUnderTest;
  readonly #random: Random;
  readonly #restarts: boolean;
  /** Code is exchanged while messages run; what canisters count is then not compared. */
  readonly #wild: boolean;
  readonly #players: Player[] = [];
  #latch: Uint8Array = NOBODY;
  #held = false;
  /** Cycles that were made, and those that are gone with code or canisters whose counters are gone too. */
  #created = 0n;
  #gone = 0n;

  constructor(subnet: SubnetUnderTest, options: SimulationOptions) {
    this.#subnet = subnet;
    this.#random = new Random(options.seed);
    this.#restarts = options.restarts;
    this.#wild = options.seed % 3 === 0;
  }

  async begin(): Promise<void> {
    for (let i = 0; i < PLAYERS; i++) await this.#newPlayer();
    this.#latch = await this.#create();
    const everyone = this.#players.map(({ id }) => id);
    const list = [Uint8Array.of(4), this.#latch, ...everyone];
    await this.#expectReply('update_settings', this.#latch, controllers(this.#latch, list));
    await this.#expectReply(
      'install_code',
      this.#latch,
      installation('install', this.#latch, await scriptCanister(), new Uint8Array()),
    );
  }

  async step(): Promise<void> {
    const kind = this.#random.below(100);
    if (kind < 40) await this.#messages();
    else if (kind < 50) await this.#trapProbe();
    else if (kind < 56) await this.#failedInstallation();
    else if (kind < 66) await this.#exchangeCode();
    else if (kind < 74) await this.#turnLatch();
    else if (kind < 80) await this.#replaceCanister();
    else if (kind < 92) await this.#subnet.advance(this.#random.pick([130, 1_530, 20_030, 45_070, 310_090]));
    else await this.#rest();
    await this.#subnet.settle();
    await this.#check();
  }

  async finish(): Promise<SimulationResult> {
    if (this.#held) await this.#turnLatch();
    for (const { id } of this.#players) {
      expectEqual(await this.#stopEnds(id), true, 'a canister without open calls stops');
    }
    await this.#subnet.advance(1_000);
    await this.#subnet.settle();
    await this.#check();
    for (const sent of this.#subnet.sent) {
      const now = await this.#subnet.endingNow(sent);
      if (now !== undefined) expectEqual(now, sent.ending, 'an answer never changes');
    }
    const hash = createHash('sha256');
    for (const { ending } of this.#subnet.sent) hash.update(`${ending}\n`);
    for (const { id } of this.#players) hash.update(`${await this.#subnet.portrait(id)}\n`);
    const replied = this.#subnet.sent.filter(({ ending }) => ending?.startsWith('reply')).length;
    const root = await this.#subnet.stateRoot(this.#latch);
    return { root, outcome: hash.digest('hex'), accepted: this.#subnet.sent.length, replied };
  }

  get #stage(): Stage {
    return {
      random: this.#random,
      peers: [...this.#players.map(({ id }) => id), NOBODY],
      latch: this.#held ? this.#latch : undefined,
      burns: !this.#wild,
    };
  }

  async #messages(): Promise<void> {
    const count = 1 + this.#random.below(6);
    const messages = Array.from({ length: count }, () => {
      const canister = this.#random.pick(this.#players).id;
      const kind = this.#random.below(100);
      if (kind < 8) return this.#managing('stop_canister', canister);
      if (kind < 20) return this.#managing('start_canister', canister);
      if (kind < 23 && this.#wild) return this.#managing('uninstall_code', canister);
      return { canister, method: 'update', argument: randomMessage(this.#stage) };
    });
    if (this.#wild && this.#random.chance(30)) {
      const { id } = this.#random.pick(this.#players);
      const argument = installation(
        this.#random.pick(['reinstall', 'upgrade']),
        id,
        await this.#code(),
        script(),
      );
      messages.push({ ...this.#managing('install_code', id), argument });
    }
    await this.#subnet.send(messages);
  }

  #managing(method: string, canister: Uint8Array) {
    return { canister: MANAGEMENT, method, argument: ofCanister(canister), effective: canister };
  }

  /** A message that changes all it can and traps leaves the canister as it was; so does a query. */
  async #trapProbe(): Promise<void> {
    const { id } = this.#random.pick(this.#players);
    const { status, hasCode } = await this.#subnet.status(id);
    if (status !== 'running' || !hasCode) return;
    await this.#quiet();
    const before = await this.#subnet.portrait(id);
    const argument = changeAllAndTrap(this.#stage);
    if (this.#random.chance(30)) await this.#subnet.query(id, randomMessage(this.#stage));
    else await this.#subnet.send([{ canister: id, method: 'update', argument }]);
    await this.#subnet.settle();
    expectEqual(await this.#subnet.portrait(id), before, 'a trap or a query changes nothing');
  }

  /** An installation that traps leaves the canister as it was. */
  async #failedInstallation(): Promise<void> {
    const { id } = this.#random.pick(this.#players);
    const { hasCode } = await this.#subnet.status(id);
    await this.#quiet();
    const before = await this.#subnet.portrait(id);
    const mode: Mode = hasCode ? this.#random.pick(['upgrade', 'reinstall']) : 'install';
    const argument = installation(
      mode,
      id,
      await this.#code(),
      changeAllAndTrap({ ...this.#stage, peers: [NOBODY] }),
    );
    const ending = await this.#subnet.manage('install_code', id, argument);
    expectEqual(ending.startsWith('reject 5'), true, `an installation that traps is rejected: ${ending}`);
    expectEqual(await this.#subnet.portrait(id), before, 'a failed installation changes nothing');
  }

  async #exchangeCode(): Promise<void> {
    const player = this.#random.pick(this.#players);
    const { id } = player;
    const { hasCode } = await this.#subnet.status(id);
    const mode = this.#random.pick(['upgrade', 'reinstall', 'uninstall'] as const);
    if (mode === 'uninstall' && hasCode) {
      await this.#forgetCounters(id);
      await this.#expectReply('uninstall_code', id);
      return;
    }
    // Callbacks that other code left open would run scripts that are no longer there.
    if (this.#held && hasCode && !this.#wild) return;
    await this.#install(player, hasCode && mode !== 'uninstall' ? mode : 'install');
  }

  /** Holds or lets go the canister whose stopping keeps calls open. */
  async #turnLatch(): Promise<void> {
    if (this.#held) {
      this.#held = false;
      await this.#expectReply('start_canister', this.#latch);
      return;
    }
    await this.#subnet.manage('start_canister', this.#latch);
    const argument = stopItself(this.#latch);
    await this.#subnet.send([{ canister: this.#latch, method: 'update', argument }]);
    this.#held = true;
  }

  async #replaceCanister(): Promise<void> {
    if (this.#held) return;
    const at = this.#random.below(PLAYERS);
    const { id } = this.#players[at] as Player;
    if (!(await this.#stopEnds(id))) return;
    await this.#forgetCounters(id);
    this.#gone += (await this.#subnet.status(id)).cycles;
    await this.#expectReply('delete_canister', id);
    this.#players.splice(at, 1);
    await this.#newPlayer();
  }

  /** Stops the subnet and starts it: everything is as before. */
  async #rest(): Promise<void> {
    await this.#quiet();
    if (!this.#restarts) return this.#subnet.pretendRestart();
    const before = await Promise.all(this.#players.map(({ id }) => this.#subnet.portrait(id)));
    await this.#subnet.restart();
    const after = await Promise.all(this.#players.map(({ id }) => this.#subnet.portrait(id)));
    expectEqual(after.join('\n'), before.join('\n'), 'state survives the end of the process');
  }

  /** Lets timers that are due, and those they set for at once, run out, so that only what follows changes anything. */
  async #quiet(): Promise<void> {
    for (let i = 0; i < 6; i++) await this.#subnet.settle();
  }

  async #check(): Promise<void> {
    if (this.#held) return;
    checkAnswers(this.#subnet.sent);
    await checkCycles(this.#subnet, this.#players, this.#latch, this.#created - this.#gone, !this.#wild);
    if (this.#wild) return;
    await checkCounters(this.#subnet, this.#players);
    await checkCertifiedData(this.#subnet, this.#players);
  }

  async #stopEnds(id: Uint8Array): Promise<boolean> {
    return (await this.#subnet.manage('stop_canister', id)).startsWith('reply');
  }

  async #newPlayer(): Promise<void> {
    const player: Player = { id: await this.#create() };
    this.#players.push(player);
    await this.#install(player, 'install');
  }

  async #create(): Promise<Uint8Array> {
    this.#created += CYCLES;
    const ending = await this.#subnet.manage(
      'provisional_create_canister_with_cycles',
      MANAGEMENT,
      creation(CYCLES),
    );
    expectEqual(ending.startsWith('reply'), true, `a canister is created: ${ending}`);
    return createdId(Uint8Array.from(Buffer.from(ending.slice('reply '.length), 'hex')));
  }

  async #install(player: Player, mode: Mode): Promise<void> {
    const { id } = player;
    const certified = mode === 'upgrade' ? await this.#subnet.slot(id, SLOT.certified) : 0n;
    if (mode !== 'install') await this.#forgetCounters(id);
    const argument = script(
      op('drop', op('stableGrow', 1)),
      op('setSlot', SLOT.certified, certified),
      ...hookScripts(this.#stage),
    );
    await this.#expectReply('install_code', id, installation(mode, id, await this.#code(), argument));
  }

  #code(): Promise<Uint8Array> {
    return scriptCanister({ hooks: this.#random.chance(30) ? ['timer', 'heartbeat'] : ['timer'] });
  }

  /** The counters of a canister go with its code; what it burned stays burned. */
  async #forgetCounters(id: Uint8Array): Promise<void> {
    if ((await this.#subnet.status(id)).hasCode) this.#gone += await this.#subnet.slot(id, SLOT.burned);
  }

  async #expectReply(method: string, id: Uint8Array, argument?: Uint8Array): Promise<void> {
    const ending = await this.#subnet.manage(method, id, argument);
    expectEqual(ending.startsWith('reply'), true, `${method} succeeds: ${ending}`);
  }
}
