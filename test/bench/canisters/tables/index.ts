import { IDL, Principal, StableBTreeMap, update } from 'azle';

import { randomId } from './random-id.ts';

/** The stock map with Azle's own record codec, which the house's description of Azle leaves out. */
const StockMap = StableBTreeMap as unknown as new <Key, Value>(
  memoryId: number,
) => StableBTreeMap<Key, Value>;

interface SmallRecord {
  readonly id: Principal;
}

interface MediumRecord {
  readonly id: string;
  readonly username: string;
  readonly age: bigint;
  readonly internetIdentity: Principal;
}

interface LargeRecord extends MediumRecord {
  readonly signature: Uint8Array;
  readonly friends: readonly string[];
  readonly mediumRecord: MediumRecord;
}

function person(id: string, number: number): MediumRecord {
  return {
    id,
    username: `lastmjs${number}`,
    age: BigInt(number),
    internetIdentity: Principal.fromText('aaaaa-aa'),
  };
}

/**
 * Fills stable maps with records of the sizes whose instruction counts Azle publishes.
 * Source: data shapes of azle 0.33.0, `examples/stable/test/end_to_end/candid_rpc/stable_b_tree_map_instruction_threshold`.
 */
// eslint-disable-next-line no-restricted-exports -- Azle takes a canister from the default export
export default class Tables {
  small = new StockMap<string, SmallRecord>(0);
  medium = new StockMap<string, MediumRecord>(1);
  large = new StockMap<string, LargeRecord>(2);

  @update([IDL.Nat32])
  insertSmallRecord(count: number): void {
    for (let i = 0; i < count; i++) {
      this.small.insert(randomId(), { id: Principal.fromText('aaaaa-aa') });
    }
  }

  @update([IDL.Nat32])
  insertMediumRecord(count: number): void {
    for (let i = 0; i < count; i++) {
      const id = randomId();
      this.medium.insert(id, person(id, i));
    }
  }

  @update([IDL.Nat32])
  insertLargeRecord(count: number): void {
    for (let i = 0; i < count; i++) {
      const id = randomId();
      this.large.insert(id, {
        ...person(id, i),
        signature: Uint8Array.from({ length: 11 }, (_, at) => at),
        friends: [randomId(), randomId(), randomId(), randomId()],
        mediumRecord: person(id, i),
      });
    }
  }
}
