import { POINT_MAX, Regex, RegexKind, RegexPlace, UNBOUNDED, addLetterClass } from './regex-expression';
import { PatternCursor, isWordPoint } from './regex-cursor';

/** How deep groups may lie in each other. */
const DEPTH_MAX: i32 = 200;

/** The most times that a part may be asked for by numbers. Source: RE2. */
const REPEAT_MAX: i32 = 1000;

const STAR: i32 = 0x2a;
const PLUS: i32 = 0x2b;
const QUESTION: i32 = 0x3f;
const BACKSLASH: i32 = 0x5c;
const BAR: i32 = 0x7c;
const OPEN: i32 = 0x28;
const CLOSE: i32 = 0x29;
const HYPHEN: i32 = 0x2d;

/**
 * Reads a regular expression in RE2's syntax. Not supported, and named by `fault`: Unicode classes (`\p`), `\C`, and what RE2
 * itself leaves out. Source: RE2, Syntax.
 */
export class RegexParser extends PatternCursor {
  private depth: i32 = 0;
  private folds: bool = false;
  private dotAll: bool = false;
  private multiLine: bool = false;
  /** Between `\Q` and `\E` every character stands for itself. */
  private isQuoted: bool = false;

  /** The whole expression; `fault` tells whether it is sound. */
  parse(): Regex {
    const whole = this.choice();
    if (this.fault.length == 0 && this.at < this.points.length) this.fault = 'a ) closes no group';
    return whole;
  }

  private fail(reason: string): Regex {
    this.stop(reason);
    return new Regex(RegexKind.EMPTY);
  }

  private choice(): Regex {
    const first = this.sequence();
    if (this.peek() != BAR) return first;
    const choice = new Regex(RegexKind.CHOICE);
    choice.parts.push(first);
    while (this.take(BAR)) choice.parts.push(this.sequence());
    return choice;
  }

  private sequence(): Regex {
    const sequence = new Regex(RegexKind.SEQUENCE);
    const parts = sequence.parts;
    while (this.at < this.points.length) {
      if (this.isQuoted) {
        if (!this.takeEscape(0x45)) {
          parts.push(this.literal(this.points[this.at++]));
          continue;
        }
        // What repeats a quotation repeats its last character.
        this.isQuoted = false;
        if (parts.length > 0) parts[parts.length - 1] = this.repeated(parts[parts.length - 1]);
        continue;
      }
      if (this.peek() == BAR || this.peek() == CLOSE) break;
      if (this.takeEscape(0x51)) {
        this.isQuoted = true;
        continue;
      }
      const part = this.atom();
      parts.push(this.repeated(part));
    }
    return sequence;
  }

  private repeated(part: Regex): Regex {
    const repeat = new Regex(RegexKind.REPEAT);
    if (this.take(STAR)) repeat.least = 0;
    else if (this.take(PLUS)) repeat.least = 1;
    else if (this.take(QUESTION)) repeat.most = 1;
    else if (!this.counted(repeat)) return part;
    repeat.parts.push(part);
    // Which of several matches is taken does not matter here.
    this.take(QUESTION);
    const next = this.peek();
    if (next == STAR || next == PLUS || next == QUESTION || this.counted(new Regex(RegexKind.REPEAT)))
      return this.fail('a repetition is repeated');
    return repeat;
  }

  /** Reads {n}, {n,} or {n,m}; anything else in braces stands for itself. */
  private counted(repeat: Regex): bool {
    const start = this.at;
    if (!this.take(0x7b)) return false;
    const least = this.number();
    let most = least;
    if (least >= 0 && this.take(0x2c)) most = this.peek() == 0x7d ? UNBOUNDED : this.number();
    if (least < 0 || most < UNBOUNDED || !this.take(0x7d)) {
      this.at = start;
      return false;
    }
    repeat.least = least;
    repeat.most = most;
    if (least > REPEAT_MAX || most > REPEAT_MAX || (most != UNBOUNDED && most < least))
      this.fail('a repetition is not within 0 to ' + REPEAT_MAX.toString());
    return true;
  }

  private atom(): Regex {
    const point = this.points[this.at++];
    if (point == OPEN) return this.group();
    if (point == 0x5b) return this.bracket();
    if (point == BACKSLASH) return this.escape();
    if (point == STAR || point == PLUS || point == QUESTION) return this.fail('a repetition repeats nothing');
    if (point == 0x2e) {
      const any = new Regex(RegexKind.SET);
      any.isNegated = true;
      if (!this.dotAll) any.ranges = [0x0a, 0x0a];
      return any;
    }
    if (point == 0x5e) return placeOf(this.multiLine ? RegexPlace.LINE_BEGIN : RegexPlace.TEXT_BEGIN);
    if (point == 0x24) return placeOf(this.multiLine ? RegexPlace.LINE_END : RegexPlace.TEXT_END);
    return this.literal(point);
  }

  private literal(point: i32): Regex {
    const set = new Regex(RegexKind.SET);
    set.ranges = [point, point];
    return this.folded(set);
  }

  private folded(set: Regex): Regex {
    set.folds = this.folds;
    if (!this.folds) return set;
    for (let at = 1; at < set.ranges.length; at += 2) {
      if (set.ranges[at] >= 0x80 && set.ranges[at] != POINT_MAX)
        return this.fail('letters beyond ASCII in either case are not supported');
    }
    return set;
  }

  private group(): Regex {
    if (++this.depth > DEPTH_MAX) return this.fail('groups lie deeper than ' + DEPTH_MAX.toString());
    const folds = this.folds;
    const dotAll = this.dotAll;
    const multiLine = this.multiLine;
    let isWhole = true;
    if (this.take(QUESTION)) {
      if (this.peek() == 0x50 || this.peek() == 0x3c) this.name();
      else isWhole = this.flags();
    }
    if (!isWhole) {
      // (?i) holds for the rest of the group around it.
      this.depth--;
      return new Regex(RegexKind.EMPTY);
    }
    const inner = this.choice();
    if (!this.take(CLOSE)) return this.fail('a group is not closed');
    this.folds = folds;
    this.dotAll = dotAll;
    this.multiLine = multiLine;
    this.depth--;
    return inner;
  }

  /** Reads P<name> or <name>. */
  private name(): void {
    this.take(0x50);
    if (!this.take(0x3c)) this.fail('a group has no name');
    const start = this.at;
    for (let point = this.peek(); isWordPoint(point); point = this.peek()) this.at++;
    if (this.at == start || !this.take(0x3e)) this.fail('a name of a group is not sound');
  }

  /** Reads flags. True when a group of its own follows, after a colon. */
  private flags(): bool {
    let isOn = true;
    while (this.at < this.points.length) {
      const point = this.points[this.at++];
      if (point == 0x3a) return true;
      if (point == CLOSE) return false;
      if (point == HYPHEN && isOn) isOn = false;
      else if (point == 0x69) this.folds = isOn;
      else if (point == 0x73) this.dotAll = isOn;
      else if (point == 0x6d) this.multiLine = isOn;
      else if (point != 0x55) break;
    }
    this.fail('a group begins by what is not supported');
    return true;
  }

  private escape(): Regex {
    const point = this.peek();
    const set = new Regex(RegexKind.SET);
    if (addLetterClass(set.ranges, point)) {
      this.at++;
      return this.folded(set);
    }
    if (point == 0x41 || point == 0x7a || point == 0x62 || point == 0x42) {
      this.at++;
      if (point == 0x41) return placeOf(RegexPlace.TEXT_BEGIN);
      if (point == 0x7a) return placeOf(RegexPlace.TEXT_END);
      return placeOf(point == 0x62 ? RegexPlace.WORD_EDGE : RegexPlace.WORD_INSIDE);
    }
    const escaped = this.escapedPoint();
    return escaped < 0 ? new Regex(RegexKind.EMPTY) : this.literal(escaped);
  }

  private bracket(): Regex {
    const set = new Regex(RegexKind.SET);
    set.isNegated = this.take(0x5e);
    let isFirst = true;
    while (this.peek() != 0x5d || isFirst) {
      if (this.peek() < 0) return this.fail('a [ is not closed');
      isFirst = false;
      if (this.namedClass(set.ranges)) continue;
      if (this.peek() == BACKSLASH && this.at + 1 < this.points.length) {
        if (addLetterClass(set.ranges, this.points[this.at + 1])) {
          this.at += 2;
          continue;
        }
      }
      const first = this.bracketPoint();
      let last = first;
      const hasEnd = this.at + 1 < this.points.length && this.points[this.at + 1] != 0x5d;
      if (hasEnd && this.take(HYPHEN)) last = this.bracketPoint();
      if (this.fault.length > 0) return set;
      if (last < first) return this.fail('a range in [] ends before it begins');
      set.ranges.push(first);
      set.ranges.push(last);
    }
    this.at++;
    return this.folded(set);
  }

  private bracketPoint(): i32 {
    return this.take(BACKSLASH) ? this.escapedPoint() : this.points[this.at++];
  }
}

function placeOf(place: i32): Regex {
  const regex = new Regex(RegexKind.PLACE);
  regex.place = place;
  return regex;
}
