import { decode as decodeByAgent } from '@dfinity/cbor';
import { CborError, decodeCbor, encodeCbor, type CborValue } from '@indus/subnet/fuzz';
import type { Random } from '../../sim/random.ts';
import { randomItem, writeItem } from '../cbor-item.ts';
import { check, plainBody, type FuzzTarget } from '../fuzz-target.ts';
import { mutateBytes } from '../mutate-bytes.ts';

/** First byte of an input: what is promised of the rest. */
const ANY = 0;
const VALID = 1;
const NESTED = 2;

/** The other decoder (`@dfinity/cbor` 0.2.3) misreads an array or a map whose length is written in eight bytes. */
const KNOWN_FAULT = [0x9b, 0xbb];

/**
 * Reading CBOR. A well-formed item of the known kinds is read; what is read is read alike by the decoder of the stock
 * agent, and again from its own encoding; all else is a CborError.
 */
export const cborTarget: FuzzTarget = {
  name: 'cbor',
  deadlineMs: 2_000,
  epochInputs: 20_000,
  share: 30,
  isStateless: true,
  open: () => Promise.resolve(plainBody(generate, run)),
};

function generate(random: Random): Uint8Array {
  if (random.chance(2)) {
    const opener = random.pick([0x81, 0x9f, 0xa1, 0xbf, 0xc2, 0xd9]);
    return marked(NESTED, new Uint8Array(random.below(40_000)).fill(opener));
  }
  const isValid = random.chance(35);
  const bytes = writeItem(randomItem(random, isValid));
  if (isValid) return marked(VALID, bytes);
  return marked(ANY, random.chance(10) ? random.bytes(random.below(64)) : mutateBytes(bytes, random));
}

function marked(mark: number, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Uint8Array.of(mark), bytes]));
}

function run(input: Uint8Array): string {
  const bytes = input.slice(1);
  let value: CborValue;
  try {
    value = decodeCbor(bytes);
  } catch (error) {
    if (!(error instanceof CborError)) throw error;
    check(input[0] !== VALID, () => `a well-formed item is refused: ${error.message}`);
    return 'refused';
  }
  const again = decodeCbor(encodeCbor(value));
  check(sameValue(again, value), () => 'a value is read differently from its own encoding');
  if (KNOWN_FAULT.some((head) => bytes.includes(head))) return 'read, and not compared';
  let other: unknown;
  try {
    other = decodeByAgent(bytes);
  } catch {
    return 'read, and the other decoder refuses';
  }
  check(sameValue(value, other), () => 'two decoders read the same bytes differently');
  return 'read by both decoders';
}

/** Whether a value of ours is the other's; the other has maps as objects, and undefined. */
function sameValue(ours: CborValue, other: unknown): boolean {
  if (ours === null) return other === null || other === undefined;
  if (typeof ours === 'number' || typeof ours === 'bigint') {
    return (typeof other === 'number' || typeof other === 'bigint') && BigInt(ours) === BigInt(other);
  }
  if (ours instanceof Uint8Array) return other instanceof Uint8Array && Buffer.compare(ours, other) === 0;
  if (ours instanceof Map) return sameMap(ours, other);
  if (!Array.isArray(ours)) return ours === other;
  return (
    Array.isArray(other) &&
    ours.length === other.length &&
    ours.every((item, at) => sameValue(item, other[at]))
  );
}

function sameMap(ours: ReadonlyMap<string, CborValue>, other: unknown): boolean {
  if (typeof other !== 'object' || other === null) return false;
  const entries: readonly [string, unknown][] = other instanceof Map ? [...other] : Object.entries(other);
  return (
    entries.length === ours.size &&
    entries.every(([name, value]) => ours.has(name) && sameValue(ours.get(name) as CborValue, value))
  );
}
