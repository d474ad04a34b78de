import {
  ATTRIBUTES_MAX,
  ATTRIBUTE_NUMBERS_MAX,
  ATTRIBUTE_STRINGS_MAX,
  FILE_TENSORS_MAX,
  NAMES_MAX,
  NODES_MAX,
} from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { Region } from '../core/region';

/** One file while it is read: where its elements go, and how much of it there is so far, held against the engine's bounds. */
export class Reading {
  region: Region;
  private nodes: i32 = 0;
  private tensors: i32 = 0;
  private attributes: i32 = 0;
  private numbers: i64 = 0;
  private strings: i64 = 0;
  private names: i32 = 0;

  constructor(region: Region) {
    this.region = region;
  }

  /** Numbers that attributes may still list. */
  get numbersLeft(): i64 {
    return <i64>ATTRIBUTE_NUMBERS_MAX - this.numbers;
  }

  countNode(): bool {
    return ++this.nodes <= NODES_MAX || tooMany('nodes', NODES_MAX);
  }

  countTensor(): bool {
    return ++this.tensors <= FILE_TENSORS_MAX || tooMany('tensors', FILE_TENSORS_MAX);
  }

  countAttribute(): bool {
    return ++this.attributes <= ATTRIBUTES_MAX || tooMany('attributes', ATTRIBUTES_MAX);
  }

  countNumbers(count: i32): void {
    this.numbers += <i64>count;
  }

  countString(): bool {
    return (
      ++this.strings <= <i64>ATTRIBUTE_STRINGS_MAX || tooMany('strings in attributes', ATTRIBUTE_STRINGS_MAX)
    );
  }

  countName(): bool {
    return ++this.names <= NAMES_MAX || tooMany('names of values', NAMES_MAX);
  }
}

function tooMany(what: string, most: i32): bool {
  return refuse(RefusalCode.TOO_LARGE, 'expected at most ' + most.toString() + ' ' + what + ', got more');
}
