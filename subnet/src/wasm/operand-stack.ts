/** A value that is not known to be in a local. */
const UNKNOWN = -1;
const FRAME = 5;

/**
 * Follows which operands are plain copies of locals, and which addresses are marked dirty already, through
 * structured code. It is exact about stack heights in reachable code and knows less, never more, than is true.
 */
export class OperandStack {
  #locals = new Int32Array(256);
  #versions = new Int32Array(256);
  #height = 0;
  /** Five numbers a frame, as at its entry: height, number of results, marks, floor of visible marks, whether unreachable. */
  #frames = new Int32Array(256);
  #frameEnd = 0;
  /** Bumped at each assignment to a local, over all functions: equal versions mean equal values. */
  readonly #localVersions = new Int32Array(1 << 17);
  #markLocals = new Int32Array(64);
  #markVersions = new Int32Array(64);
  #markOffsets = new Float64Array(64);
  #marks = 0;
  #marksFloor = 0;
  #unreachable = false;

  reset(results: number): void {
    this.#height = 0;
    this.#frameEnd = 0;
    this.#marks = 0;
    this.#marksFloor = 0;
    this.#unreachable = false;
    this.enter(0, results, false);
  }

  /** Until the end of the block nothing is executed, so nothing needs to be known. */
  stop(): void {
    this.#unreachable = true;
    this.#height = this.#frames[this.#frameEnd - FRAME] as number;
  }

  get reachable(): boolean {
    return !this.#unreachable;
  }

  get depth(): number {
    return this.#frameEnd / FRAME;
  }

  push(count: number): void {
    for (let i = 0; i < count; i++) this.#pushTag(UNKNOWN, 0);
  }

  pushLocal(local: number): void {
    this.#pushTag(local, this.#localVersions[local] as number);
  }

  pop(count: number): void {
    const floor = this.#frames[this.#frameEnd - FRAME] as number;
    this.#height = Math.max(floor, this.#height - count);
  }

  assign(local: number): void {
    this.#localVersions[local] = ((this.#localVersions[local] as number) + 1) | 0;
  }

  /** The local whose present value is the operand `below` places under the top, or -1. */
  localAt(below: number): number {
    const at = this.#height - 1 - below;
    if (at < (this.#frames[this.#frameEnd - FRAME] as number)) return UNKNOWN;
    const local = this.#locals[at] as number;
    return local >= 0 && this.#versions[at] === this.#localVersions[local] ? local : UNKNOWN;
  }

  /** Opens a block. Its parameters count as unknown, which the empty stack of a block stands for. */
  enter(params: number, results: number, loop: boolean): void {
    if (this.#frameEnd > 0) this.pop(params);
    if (this.#frameEnd + FRAME > this.#frames.length) this.#frames = doubled(this.#frames);
    const frames = this.#frames;
    const at = this.#frameEnd;
    frames[at] = this.#height;
    frames[at + 1] = results;
    frames[at + 2] = this.#marks;
    frames[at + 3] = this.#marksFloor;
    frames[at + 4] = this.#unreachable ? 1 : 0;
    this.#frameEnd += FRAME;
    if (loop) this.#marksFloor = this.#marks;
  }

  /** At `else`: back to the state at the entry. */
  otherwise(): void {
    const at = this.#frameEnd - FRAME;
    this.#height = this.#frames[at] as number;
    this.#marks = this.#frames[at + 2] as number;
    this.#unreachable = this.#frames[at + 4] === 1;
  }

  leave(): void {
    const at = this.#frameEnd - FRAME;
    if (at < 0) return;
    this.#height = this.#frames[at] as number;
    this.#marks = this.#frames[at + 2] as number;
    this.#marksFloor = this.#frames[at + 3] as number;
    this.#unreachable = this.#frames[at + 4] === 1;
    this.#frameEnd = at;
    if (at > 0) this.push(this.#frames[at + 1] as number);
  }

  /**
   * True when a store of `size` bytes at `local` + `offset` lies in what an earlier mark covers: a mark stands for
   * its page and `slack` bytes more.
   */
  covered(local: number, offset: number, size: number, slack: number): boolean {
    const version = this.#localVersions[local] as number;
    const floor = Math.max(this.#marksFloor, this.#marks - 16);
    for (let i = this.#marks - 1; i >= floor; i--) {
      if (this.#markLocals[i] !== local || this.#markVersions[i] !== version) continue;
      const distance = offset - (this.#markOffsets[i] as number);
      if (distance >= 0 && distance + size <= slack) return true;
    }
    return false;
  }

  mark(local: number, offset: number): void {
    if (this.#marks === this.#markLocals.length) {
      this.#markLocals = doubled(this.#markLocals);
      this.#markVersions = doubled(this.#markVersions);
      const offsets = new Float64Array(this.#markOffsets.length * 2);
      offsets.set(this.#markOffsets);
      this.#markOffsets = offsets;
    }
    this.#markLocals[this.#marks] = local;
    this.#markVersions[this.#marks] = this.#localVersions[local] as number;
    this.#markOffsets[this.#marks++] = offset;
  }

  #pushTag(local: number, version: number): void {
    if (this.#unreachable) return;
    if (this.#height === this.#locals.length) {
      this.#locals = doubled(this.#locals);
      this.#versions = doubled(this.#versions);
    }
    this.#locals[this.#height] = local;
    this.#versions[this.#height++] = version;
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
