import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script, type Script, type Step } from '../script-canister/script.ts';
import { NO_ARGUMENT, ofCanister } from './management-arguments.ts';
import type { Random } from './random.ts';

/**
 * Slots of the script canister that every random script keeps up to date with what it does, so that they can be
 * compared with what the subnet did. They roll back with the message, as everything else must.
 */
export const SLOT = {
  callsMade: 0,
  callbacksRun: 1,
  cleanupsRun: 2,
  certified: 3,
  burned: 5,
  timers: 6,
  heartbeats: 7,
} as const;

/** What scripts may do. */
export interface Stage {
  readonly random: Random;
  /** Whom scripts call: script canisters, and one id that no canister has. */
  readonly peers: readonly Uint8Array[];
  /** While held, a call to stop this canister stays open. Absent: nobody stops it. */
  readonly latch: Uint8Array | undefined;
  readonly burns: boolean;
  /** What happens by itself sets no timer that is due at once: it would never come to rest. */
  readonly rests?: boolean;
}

const MANAGEMENT = new Uint8Array();
const DEPTH_MAX = 3;
/** Delays of timers, off the grid of the moves of the clock. Units: nanoseconds. */
const TIMERS = [1_050_000_000, 40_050_000_000];

/** The script of an ingress message. */
export function randomMessage(stage: Stage): Script {
  return script(...body(stage, DEPTH_MAX));
}

/** The argument of an installation: it gives the hooks their scripts. */
export function hookScripts(given: Stage): Step[] {
  const stage = { ...given, rests: true };
  const task = (slot: number) =>
    script(bump(slot), ...effects(stage, 'task'), ...calls(stage, 1), ...mayTrap(stage, 20));
  return [
    op('setHook', HOOKS.timer, task(SLOT.timers)),
    op('setHook', HOOKS.heartbeat, task(SLOT.heartbeats)),
  ];
}

/** Changes everything that a message can change, and traps. */
export function changeAllAndTrap(stage: Stage): Script {
  return script(
    ...effects(stage, 'call'),
    op('setGlobal', stage.random.next()),
    op('certifiedDataSet', stage.random.bytes(32)),
    op('drop', op('stableGrow', 1)),
    op('stableWrite', 0, stage.random.bytes(64)),
    op('drop', op('memoryGrow', 1)),
    op('memoryFill', 70_000, 7, 5_000),
    op('drop', op('timerSet', op('add', op('time'), 1))),
    op('drop', op('cyclesBurn', 1_000)),
    ...calls(stage, 1),
    ...replyWith('never seen'),
    op('trap', 'on purpose'),
  );
}

/** Asks for its own canister to be stopped: that stays open, as the asking call does, until the canister is started. */
export function stopItself(canister: Uint8Array): Script {
  return script(
    op('callNew', MANAGEMENT, 'stop_canister', script(...replyWith('')), script(...replyWith(''))),
    op('callAppend', ofCanister(canister)),
    op('drop', op('callPerform')),
  );
}

/** Adds one to a slot. */
export function bump(slot: number): Step {
  return op('setSlot', slot, op('add', 1, op('slot', slot)));
}

function body(stage: Stage, depth: number): Step[] {
  const { random } = stage;
  const steps = effects(stage, 'call');
  if (depth > 0) steps.push(...calls(stage, depth));
  const ending = random.below(100);
  if (ending < 50) steps.push(...replyWith(random.bytes(random.below(8))));
  else if (ending < 56) steps.push(op('reject', 'not today'));
  else if (ending < 68) steps.push(op('trap', 'at the end'));
  else if (ending < 72) steps.push(...replyWith('too late'), op('unreachable'));
  return steps;
}

/** Small changes; the System API gives a clean-up less than a call, and a task has nobody to take cycles from. */
function effects(stage: Stage, during: 'call' | 'task' | 'cleanup'): Step[] {
  const { random } = stage;
  const certified = Buffer.alloc(8);
  certified.writeUInt32LE(random.next());
  const possible: Step[][] = [
    [bump(8 + random.below(4))],
    [op('setGlobal', random.next())],
    [op('stableWrite', random.below(60_000), random.bytes(random.below(200)))],
    [op('print', 'salaam')],
    [op('drop', op('timerSet', op('add', op('time'), random.pick(stage.rests ? TIMERS : [1, ...TIMERS]))))],
  ];
  if (during !== 'cleanup')
    possible.push([
      op('certifiedDataSet', certified),
      op('setSlot', SLOT.certified, certified.readBigUInt64LE()),
    ]);
  if (during === 'call') possible.push([op('drop', op('cyclesAccept', random.below(2_000_000)))]);
  if (stage.burns)
    possible.push([
      op('setSlot', SLOT.burned, op('add', op('slot', SLOT.burned), op('cyclesBurn', random.below(5_000)))),
    ]);
  return Array.from({ length: random.below(4) }, () => random.pick(possible)).flat();
}

function calls(stage: Stage, depth: number): Step[] {
  return Array.from({ length: stage.random.pick([0, 1, 1, 2]) }, () => call(stage, depth - 1)).flat();
}

function call(stage: Stage, depth: number): Step[] {
  const { random } = stage;
  const target = callTarget(stage, depth);
  if (random.chance(8)) {
    return [
      op('callOneWay', target.callee, target.method),
      op('callAppend', target.argument),
      op('drop', op('callPerform')),
    ];
  }
  return [
    op('callNew', target.callee, target.method, callback(stage, depth), callback(stage, depth)),
    // What a bounded-wait call carried is lost when it ends at its deadline; so it carries nothing here.
    ...(random.chance(15)
      ? [op('callBounded', 1 + random.below(300))]
      : [op('callCycles', random.pick([0, 1, random.below(3_000_000)]))]),
    op('callOnCleanup', script(bump(SLOT.cleanupsRun), ...effects(stage, 'cleanup'))),
    op('callAppend', target.argument),
    op('runIfNot', op('callPerform'), script(bump(SLOT.callsMade))),
  ];
}

interface Target {
  readonly callee: Uint8Array;
  readonly method: string;
  readonly argument: Uint8Array;
}

function callTarget(stage: Stage, depth: number): Target {
  const { random, latch } = stage;
  const kind = random.below(100);
  if (kind < 6) return { callee: MANAGEMENT, method: 'raw_rand', argument: NO_ARGUMENT };
  if (kind < 12) {
    return { callee: MANAGEMENT, method: 'deposit_cycles', argument: ofCanister(random.pick(stage.peers)) };
  }
  if (kind < 24 && latch) return { callee: MANAGEMENT, method: 'stop_canister', argument: ofCanister(latch) };
  const callee = random.pick(stage.peers);
  if (kind < 27) return { callee, method: 'composite', argument: script(...replyWith('')) };
  if (kind < 30) return { callee, method: 'no such method', argument: script(...replyWith('')) };
  if (kind < 38) {
    return { callee, method: 'query', argument: script(...body({ ...stage, burns: false }, 0)) };
  }
  return { callee, method: 'update', argument: script(...body(stage, depth)) };
}

function callback(stage: Stage, depth: number): Script {
  const { random } = stage;
  return script(
    bump(SLOT.callbacksRun),
    ...effects(stage, 'call'),
    ...(depth > 0 && random.chance(40) ? calls(stage, depth) : []),
    ...(random.chance(40) ? replyWith(random.bytes(4)) : []),
    ...mayTrap(stage, 15),
  );
}

function mayTrap({ random }: Stage, percent: number): Step[] {
  return random.chance(percent) ? [op('trap', 'afterwards')] : [];
}
