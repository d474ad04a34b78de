import { createHash } from 'node:crypto';
import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script, type Script } from '../script-canister/script.ts';
import { controllers, creation, installation, ofCanister } from '../sim/management-arguments.ts';
import { MANAGEMENT } from '../sim/subnet-client.ts';
import {
  chunkedInstallation,
  chunkOf,
  freezingThreshold,
  ofSnapshot,
  taking,
} from '../soak/soak-arguments.ts';

/** The canisters of the loop: two that run and one that is stopped, all with code, and an empty one with chunks. */
export interface Cast {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  readonly stopped: Uint8Array;
  readonly empty: Uint8Array;
  /** A snapshot of the first canister in another state than it has now. */
  readonly snapshot: Uint8Array;
  readonly code: Uint8Array;
}

/** Something that a subnet does, whole or not at all. */
export type FaultOperation =
  | {
      readonly kind: 'call';
      readonly canister: Uint8Array;
      readonly method: string;
      readonly argument: Uint8Array;
      readonly effective?: Uint8Array;
    }
  | {
      readonly kind: 'query';
      readonly canister: Uint8Array;
      readonly method: string;
      readonly argument: Uint8Array;
    }
  /** Time passes, and what is due then happens. Units: milliseconds. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** The subnet is started. */
  | { readonly kind: 'start' };

/** Changes all that a message can: heap, stable memory, a global, certified data. */
const changeAll = (): Script =>
  script(
    op('setGlobal', op('add', 1, op('global'))),
    op('setSlot', 0, op('global')),
    op('drop', op('stableGrow', 1)),
    op('stableWrite', 8, op('toBlob', op('global'))),
    op('certifiedDataSet', op('toBlob', op('global'))),
    ...replyWith(op('toBlob', op('global'))),
  );

/** The script that a new canister runs: its timer changes all but the certified data. */
export const beginning = (): Script =>
  script(
    op('drop', op('stableGrow', 1)),
    op('setHook', HOOKS.preUpgrade, script(op('stableWrite', 0, 'before the upgrade'))),
    op(
      'setHook',
      HOOKS.timer,
      script(
        op('setSlot', 1, op('add', 1, op('slot', 1))),
        op('stableWrite', 64, op('toBlob', op('slot', 1))),
      ),
    ),
    op('drop', op('timerSet', op('add', op('time'), 3_600_000_000_000))),
  );

/** The module in the two chunks that the empty canister stores. */
export function chunksOf({ code }: Pick<Cast, 'code'>): readonly [Uint8Array, Uint8Array] {
  const half = code.length >> 1;
  return [code.slice(0, half), code.slice(half)];
}

const sha256 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(bytes).digest());

/** A call that changes the caller before it, the callee by it, and the caller once more when it is answered. */
const callThrough = (callee: Uint8Array): Script =>
  script(
    op('setSlot', 2, op('add', 1, op('slot', 2))),
    op(
      'callNew',
      callee,
      'update',
      script(op('setSlot', 3, op('add', 1, op('slot', 3))), ...replyWith(op('messageArgument'))),
      script(...replyWith(op('rejectMessage'))),
    ),
    op('callAppend', changeAll()),
    op('drop', op('callPerform')),
  );

const askThrough = (callee: Uint8Array): Script =>
  script(
    op(
      'callNew',
      callee,
      'query',
      script(...replyWith(op('messageArgument'))),
      script(...replyWith('refused')),
    ),
    op(
      'callAppend',
      script(...replyWith(op('concat', op('toBlob', op('slot', 0)), op('stableRead', 0, 16)))),
    ),
    op('drop', op('callPerform')),
  );

/** All operations of the loop, by name. */
export function faultOperations(cast: Cast): Readonly<Record<string, FaultOperation>> {
  const { first, second, stopped, empty, snapshot, code } = cast;
  const manage = (method: string, canister: Uint8Array, argument = ofCanister(canister)): FaultOperation => ({
    kind: 'call',
    canister: MANAGEMENT,
    method,
    argument,
    effective: canister,
  });
  const [head, tail] = chunksOf(cast);
  const chunked = {
    mode: 'install',
    chunks: [head, tail].map(sha256),
    moduleHash: sha256(code),
    argument: beginning(),
  } as const;
  return {
    start: { kind: 'start' },
    update: { kind: 'call', canister: first, method: 'update', argument: changeAll() },
    call: { kind: 'call', canister: first, method: 'update', argument: callThrough(second) },
    query: {
      kind: 'query',
      canister: first,
      method: 'query',
      argument: script(...replyWith(op('stableRead', 0, 16))),
    },
    'composite query': { kind: 'query', canister: first, method: 'composite', argument: askThrough(second) },
    timer: { kind: 'wait', ms: 3_700_000 },
    create: {
      kind: 'call',
      canister: MANAGEMENT,
      method: 'provisional_create_canister_with_cycles',
      argument: creation(10n ** 13n),
    },
    install: manage('install_code', empty, installation('install', empty, code, beginning())),
    'chunked install': manage('install_chunked_code', empty, chunkedInstallation(empty, chunked)),
    upgrade: manage('install_code', first, installation('upgrade', first, code, script(op('setSlot', 5, 5)))),
    reinstall: manage('install_code', first, installation('reinstall', first, code, beginning())),
    uninstall: manage('uninstall_code', first),
    'upload chunk': manage('upload_chunk', empty, chunkOf(empty, Buffer.from('another chunk'))),
    'take snapshot': manage('take_canister_snapshot', first, taking(first)),
    'replace snapshot': manage('take_canister_snapshot', first, taking(first, snapshot)),
    'load snapshot': manage('load_canister_snapshot', first, ofSnapshot(first, snapshot)),
    'delete snapshot': manage('delete_canister_snapshot', first, ofSnapshot(first, snapshot)),
    settings: manage('update_settings', first, freezingThreshold(first, 77)),
    controllers: manage('update_settings', first, controllers(first, [Uint8Array.of(4), second])),
    stop: manage('stop_canister', first),
    start_canister: manage('start_canister', stopped),
    delete: manage('delete_canister', stopped),
  };
}
