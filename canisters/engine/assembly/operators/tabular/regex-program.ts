import { Regex, RegexKind, RegexPlace, UNBOUNDED } from './regex-expression';
import { isWordPoint } from './regex-cursor';

/** The most steps of a program: repetitions are written out. */
const STEPS_MAX: i32 = 20_000;

/** The most parts that are written, counted each time: parts without steps can be repeated, too. */
const PARTS_MAX: i32 = 200_000;

namespace StepKind {
  /** Takes a character of the set `x`. */
  export const SET: i32 = 0;
  /** Goes on at `x` and at `y`. */
  export const BOTH: i32 = 1;
  /** Goes on at `x`. */
  export const JUMP: i32 = 2;
  /** Goes on behind it at the place `x` only. */
  export const PLACE: i32 = 3;
  export const MATCH: i32 = 4;
}

/**
 * A regular expression as steps that are all followed at once, character by character, so that the time is at most the product of
 * the text's length and the number of steps. Source: K. Thompson, "Regular Expression Search Algorithm", 1968.
 */
export class RegexProgram {
  isTooLarge: bool = false;
  private kinds: Array<i32> = new Array<i32>();
  private xs: Array<i32> = new Array<i32>();
  private ys: Array<i32> = new Array<i32>();
  private sets: Array<Regex> = new Array<Regex>();
  private now: StaticArray<i32> = new StaticArray<i32>(0);
  private next: StaticArray<i32> = new StaticArray<i32>(0);
  private stack: StaticArray<i32> = new StaticArray<i32>(0);
  /** The number of the list that a step was put on last. */
  private marks: StaticArray<i32> = new StaticArray<i32>(0);
  private mark: i32 = 0;
  private written: i32 = 0;
  private count: i32 = 0;
  /** A way through the whole expression ends at the end of the text. */
  private isMatch: bool = false;

  constructor(regex: Regex) {
    this.write(regex);
    this.step(StepKind.MATCH, 0, 0);
    const steps = this.kinds.length;
    this.now = new StaticArray<i32>(steps);
    this.next = new StaticArray<i32>(steps);
    this.stack = new StaticArray<i32>(2 * steps + 2);
    this.marks = new StaticArray<i32>(steps);
  }

  get length(): i32 {
    return this.kinds.length;
  }

  private step(kind: i32, x: i32, y: i32): i32 {
    if (this.kinds.length >= STEPS_MAX) {
      this.isTooLarge = true;
      return 0;
    }
    this.kinds.push(kind);
    this.xs.push(x);
    this.ys.push(y);
    return this.kinds.length - 1;
  }

  private write(regex: Regex): void {
    if (++this.written > PARTS_MAX) this.isTooLarge = true;
    if (this.isTooLarge) return;
    const parts = regex.parts;
    if (regex.kind == RegexKind.SET) {
      this.sets.push(regex);
      this.step(StepKind.SET, this.sets.length - 1, 0);
    } else if (regex.kind == RegexKind.PLACE) {
      this.step(StepKind.PLACE, regex.place, 0);
    } else if (regex.kind == RegexKind.SEQUENCE) {
      for (let index = 0; index < parts.length; index++) this.write(parts[index]);
    } else if (regex.kind == RegexKind.CHOICE) {
      const jumps = new Array<i32>();
      for (let index = 0; index < parts.length - 1; index++) {
        const both = this.step(StepKind.BOTH, this.length + 1, 0);
        this.write(parts[index]);
        jumps.push(this.step(StepKind.JUMP, 0, 0));
        this.ys[both] = this.length;
      }
      this.write(parts[parts.length - 1]);
      for (let index = 0; index < jumps.length; index++) this.xs[jumps[index]] = this.length;
    } else if (regex.kind == RegexKind.REPEAT) {
      this.repeat(regex);
    }
  }

  private repeat(regex: Regex): void {
    const part = regex.parts[0];
    for (let count = 0; count < regex.least && !this.isTooLarge; count++) this.write(part);
    if (regex.most == UNBOUNDED) {
      const both = this.step(StepKind.BOTH, this.length + 1, 0);
      this.write(part);
      this.step(StepKind.JUMP, both, 0);
      this.ys[both] = this.length;
      return;
    }
    const skips = new Array<i32>();
    for (let count = regex.least; count < regex.most && !this.isTooLarge; count++) {
      skips.push(this.step(StepKind.BOTH, this.length + 1, 0));
      this.write(part);
    }
    for (let index = 0; index < skips.length; index++) this.ys[skips[index]] = this.length;
  }

  /** Whether the whole text matches; `points` are its `length` code points, 4 bytes each. */
  matches(points: usize, length: i32): bool {
    this.begin();
    this.follow(0, points, 0, length);
    for (let at = 0; at < length && this.count > 0; at++) {
      const steps = this.next;
      const count = this.count;
      this.next = this.now;
      this.now = steps;
      this.begin();
      const point = load<i32>(points + ((<usize>at) << 2));
      for (let index = 0; index < count; index++) {
        const step = unchecked(steps[index]);
        if (isInSet(this.sets[this.xs[step]], point)) this.follow(step + 1, points, at + 1, length);
      }
    }
    return this.isMatch;
  }

  private begin(): void {
    this.mark++;
    if (this.mark == i32.MAX_VALUE) {
      for (let index = 0; index < this.marks.length; index++) this.marks[index] = 0;
      this.mark = 1;
    }
    this.count = 0;
    this.isMatch = false;
  }

  /** Puts the steps that take a character, and that are reached from a step without one, on the next list. */
  private follow(start: i32, points: usize, at: i32, length: i32): void {
    let depth = 0;
    unchecked((this.stack[depth++] = start));
    while (depth > 0) {
      const step = unchecked(this.stack[--depth]);
      if (unchecked(this.marks[step]) == this.mark) continue;
      unchecked((this.marks[step] = this.mark));
      const kind = this.kinds[step];
      if (kind == StepKind.MATCH) {
        this.isMatch = at == length;
      } else if (kind == StepKind.SET) {
        unchecked((this.next[this.count++] = step));
      } else if (kind == StepKind.PLACE) {
        if (isPlace(this.xs[step], points, at, length)) unchecked((this.stack[depth++] = step + 1));
      } else {
        unchecked((this.stack[depth++] = this.xs[step]));
        if (kind == StepKind.BOTH) unchecked((this.stack[depth++] = this.ys[step]));
      }
    }
  }
}

function isPlace(place: i32, points: usize, at: i32, length: i32): bool {
  const before = at > 0 ? load<i32>(points + ((<usize>(at - 1)) << 2)) : -1;
  const after = at < length ? load<i32>(points + ((<usize>at) << 2)) : -1;
  switch (place) {
    case RegexPlace.TEXT_BEGIN:
      return at == 0;
    case RegexPlace.TEXT_END:
      return at == length;
    case RegexPlace.LINE_BEGIN:
      return at == 0 || before == 0x0a;
    case RegexPlace.LINE_END:
      return at == length || after == 0x0a;
    default:
      return (isWordPoint(before) != isWordPoint(after)) == (place == RegexPlace.WORD_EDGE);
  }
}

function isInSet(set: Regex, point: i32): bool {
  let isIn = isInRanges(set.ranges, point);
  if (!isIn && set.folds) isIn = isInFolded(set.ranges, point);
  return isIn != set.isNegated;
}

// The two letters beyond ASCII that are other cases of letters in ASCII: long s and the Kelvin sign.
function isInFolded(ranges: Array<i32>, point: i32): bool {
  const letter = point == 0x17f ? 0x73 : point == 0x212a ? 0x6b : point;
  const small = letter | 0x20;
  if (small < 0x61 || small > 0x7a || letter >= 0x80) return false;
  return isInRanges(ranges, small) || isInRanges(ranges, small - 0x20);
}

function isInRanges(ranges: Array<i32>, point: i32): bool {
  for (let at = 0; at < ranges.length; at += 2) {
    if (point >= unchecked(ranges[at]) && point <= unchecked(ranges[at + 1])) return true;
  }
  return false;
}
