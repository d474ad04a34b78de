import { POINT_MAX, addNamedClass } from './regex-expression';

const BACKSLASH: i32 = 0x5c;

/** Reads a pattern character by character: numbers, escapes, named classes. After a fault it stands at the end. */
export class PatternCursor {
  /** What is wrong; empty while nothing is. */
  fault: string = '';
  protected points: Array<i32>;
  protected at: i32 = 0;

  constructor(points: Array<i32>) {
    this.points = points;
  }

  /** Notes the first fault. */
  protected stop(reason: string): void {
    if (this.fault.length == 0) this.fault = reason;
    this.at = this.points.length;
  }

  protected peek(): i32 {
    return this.at < this.points.length ? this.points[this.at] : -1;
  }

  protected take(point: i32): bool {
    if (this.peek() != point) return false;
    this.at++;
    return true;
  }

  /** Takes a backslash with this letter behind it. */
  protected takeEscape(letter: i32): bool {
    if (this.peek() != BACKSLASH || this.at + 1 >= this.points.length) return false;
    if (this.points[this.at + 1] != letter) return false;
    this.at += 2;
    return true;
  }

  /** A decimal number, or -2 when there is none. Numbers above the bound stay above it. */
  protected number(): i32 {
    let value = -2;
    for (let digit = this.peek() - 0x30; digit >= 0 && digit <= 9; digit = this.peek() - 0x30) {
      value = min(max(value, 0) * 10 + digit, 100_000);
      this.at++;
    }
    return value;
  }

  /** The character that an escape stands for; -1: refused. */
  protected escapedPoint(): i32 {
    const point = this.peek();
    this.at++;
    switch (point) {
      case 0x61: return 0x07; // prettier-ignore
      case 0x66: return 0x0c; // prettier-ignore
      case 0x6e: return 0x0a; // prettier-ignore
      case 0x72: return 0x0d; // prettier-ignore
      case 0x74: return 0x09; // prettier-ignore
      case 0x76: return 0x0b; // prettier-ignore
      case 0x78: return this.hexadecimal(); // prettier-ignore
      default: break; // prettier-ignore
    }
    if (point >= 0x21 && point < 0x7f && !isWordPoint(point)) return point;
    if (point == 0x5f || point == 0x20) return point;
    this.stop(
      point < 0 ? 'it ends by a \\' : 'the escape \\' + String.fromCodePoint(point) + ' is not supported',
    );
    return -1;
  }

  /** xFF or x{10FFFF}. */
  protected hexadecimal(): i32 {
    const isBraced = this.take(0x7b);
    let value = 0;
    let digits = 0;
    const digitsMax = isBraced ? 8 : 2;
    while (digits < digitsMax) {
      const digit = hexadecimalDigit(this.peek());
      if (digit < 0) break;
      value = min((value << 4) | digit, POINT_MAX + 1);
      digits++;
      this.at++;
    }
    if (digits > 0 && value <= POINT_MAX && (isBraced ? this.take(0x7d) : digits == 2)) return value;
    this.stop('an escape \\x is not sound');
    return -1;
  }

  /** Reads [:name:] or [:^name:] inside of brackets. */
  protected namedClass(ranges: Array<i32>): bool {
    if (this.peek() != 0x5b || this.at + 1 >= this.points.length || this.points[this.at + 1] != 0x3a)
      return false;
    let end = this.at + 2;
    while (end < this.points.length && (isWordPoint(this.points[end]) || this.points[end] == 0x5e)) end++;
    if (end + 1 >= this.points.length || this.points[end] != 0x3a || this.points[end + 1] != 0x5d)
      return false;
    const isNegated = this.points[this.at + 2] == 0x5e;
    let name = '';
    for (let at = this.at + (isNegated ? 3 : 2); at < end; at++)
      name += String.fromCodePoint(this.points[at]);
    this.at = end + 2;
    if (!addNamedClass(ranges, name, isNegated)) this.stop('the class [:' + name + ':] is not supported');
    return true;
  }
}

/** Whether a code point is a digit, a letter of ASCII, or a low line. */
export function isWordPoint(point: i32): bool {
  if (point >= 0x30 && point <= 0x39) return true;
  const small = point | 0x20;
  return (small >= 0x61 && small <= 0x7a) || point == 0x5f;
}

function hexadecimalDigit(point: i32): i32 {
  if (point >= 0x30 && point <= 0x39) return point - 0x30;
  const small = point | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}
