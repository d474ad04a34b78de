import { admitCandid, DOOR_LIMITS, WALK_LIMITS, type Admission } from '@indus/candid';
import { IDL } from '@dfinity/candid';
import { candidBomb } from '../candid-bomb.ts';
import { randomType, randomValue } from '../candid-value.ts';
import { check, plainBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import type { Random } from '../../sim/random.ts';

/** First byte of an input: what is promised of the rest. */
const ANY = 0;
const VALID = 1;

/** What a record without any promise about its fields takes. */
const ANYTHING = IDL.Record({});

/**
 * Admission of Candid messages: it never throws, a message that the stock encoder wrote is admitted, and what is admitted
 * is decoded by the stock decoder within the deadline.
 */
export const candidTarget: FuzzTarget = {
  name: 'candid',
  deadlineMs: 2_000,
  epochInputs: 20_000,
  share: 20,
  isStateless: true,
  open: () => Promise.resolve(plainBody(generate, run)),
};

function generate(random: Random): Uint8Array {
  if (random.chance(15)) return marked(ANY, candidBomb(random));
  const type = randomType(random);
  const bytes = new Uint8Array(IDL.encode([type], [randomValue(type, random)]));
  if (random.chance(15)) return marked(VALID, bytes);
  return marked(ANY, mutateBytes(bytes, random));
}

function marked(mark: number, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Uint8Array.of(mark), bytes]));
}

function run(input: Uint8Array): string {
  const bytes = input.slice(1);
  const atDoor = admitted(bytes, admitCandid(bytes, DOOR_LIMITS));
  const walked = admitted(bytes, admitCandid(bytes, WALK_LIMITS));
  if (!walked.ok) {
    check(input[0] !== VALID, () => `a message of the stock encoder is refused: ${walked.reason.message}`);
    return atDoor.ok ? 'refused by the walk only' : 'refused';
  }
  const types = Array.from({ length: argumentsOf(bytes) }, () => IDL.Reserved);
  for (const expected of [types, [ANYTHING], [IDL.Vec(IDL.Opt(IDL.Reserved))]]) decoded(expected, bytes);
  return atDoor.ok ? 'admitted' : 'admitted by the walk only';
}

function admitted(bytes: Uint8Array, admission: Admission): Admission {
  if (admission.ok) return admission;
  const { position, message } = admission.reason;
  check(position >= 0 && position <= bytes.length, () => 'a refusal points beyond the message');
  check(message.length > 0 && message.length < 500, () => 'a refusal says nothing, or too much');
  return admission;
}

function argumentsOf(bytes: Uint8Array): number {
  return bytes.length < 6 ? 0 : 1;
}

/** The stock decoder may refuse; it may not take long, which the deadline watches. */
function decoded(types: IDL.Type[], bytes: Uint8Array): void {
  try {
    IDL.decode(types, bytes);
  } catch (error) {
    check(
      !(error instanceof RangeError && /stack/i.test(error.message)),
      () => 'an admitted message overflows the stack',
    );
  }
}
