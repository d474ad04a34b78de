import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script, type Script, type Step } from '../script-canister/script.ts';

/** Slot in which a canister counts the turns of its timer. */
export const TICKS = 15;
/** A blob is its address in the upper half. */
const ADDRESS = 2n ** 32n;
const TICK_NS = 500_000_000;

/** The slots live in stable memory too, which an upgrade keeps. */
const keep = (slot: number): Step => op('stableWrite', slot * 8, op('toBlob', op('slot', slot)));
const restore = (slot: number): Step =>
  op('setSlot', slot, op('load', op('divide', op('stableRead', slot * 8, 8), ADDRESS)));

/** Adds one to a slot in the heap and in stable memory; answers with the new value. */
export const addTo = (slot: number): Script =>
  script(
    op('setSlot', slot, op('add', 1, op('slot', slot))),
    keep(slot),
    ...replyWith(op('toBlob', op('slot', slot))),
  );

/** Has another canister add to a slot; answers with its answer, or with one byte when it refuses. */
export const addThrough = (callee: Uint8Array, slot: number): Script =>
  script(
    op(
      'callNew',
      callee,
      'update',
      script(...replyWith(op('messageArgument'))),
      script(...replyWith(Uint8Array.of(0))),
    ),
    op('callAppend', addTo(slot)),
    op('drop', op('callPerform')),
  );

/** A slot in the heap and in stable memory. */
export const readSlot = (slot: number): Script =>
  script(...replyWith(op('concat', op('toBlob', op('slot', slot)), op('stableRead', slot * 8, 8))));

/** A composite query that asks another canister for the same. */
export const readThrough = (callee: Uint8Array, slot: number): Script =>
  script(
    op(
      'callNew',
      callee,
      'query',
      script(...replyWith(op('messageArgument'))),
      script(...replyWith(Uint8Array.of(0))),
    ),
    op('callAppend', readSlot(slot)),
    op('drop', op('callPerform')),
  );

/** Sets the timer going; it counts its turns. */
const timer = (): Step[] => [
  op(
    'setHook',
    HOOKS.timer,
    script(
      op('setSlot', TICKS, op('add', 1, op('slot', TICKS))),
      keep(TICKS),
      op('drop', op('timerSet', op('add', op('time'), TICK_NS))),
    ),
  ),
  op('drop', op('timerSet', op('add', op('time'), TICK_NS))),
];

/** What a new counter runs when it is installed. */
export const initial = (): Script => script(op('drop', op('stableGrow', 1)), ...timer());

/** What a counter runs after an upgrade: its slots come back from stable memory. */
export const upgraded = (): Script =>
  script(...Array.from({ length: TICKS + 1 }, (_, slot) => restore(slot)), ...timer());

/** Takes that much of the heap and fills it. Units: MiB. */
export const fill = (mib: number): Script =>
  script(
    op('memoryFill', op('divide', op('zeros', mib * 2 ** 20), ADDRESS), 0xa5, mib * 2 ** 20),
    ...replyWith(''),
  );
