import { RANK_MAX } from '../core/tensor';

/** Visits the places of a grid in row-major order and keeps the place's offset elsewhere: the sum of a step for each axis. */
export class GridWalk {
  private rank: i32 = 0;
  private sizes: StaticArray<i32> = new StaticArray<i32>(RANK_MAX);
  private steps: StaticArray<i32> = new StaticArray<i32>(RANK_MAX);
  private at: StaticArray<i32> = new StaticArray<i32>(RANK_MAX);
  /** Offset of the place. */
  offset: i32 = 0;

  /** Forgets all axes. */
  begin(): void {
    this.rank = 0;
    this.offset = 0;
  }

  /** Adds an axis inside those before. */
  addAxis(size: i32, step: i32): void {
    unchecked((this.sizes[this.rank] = size));
    unchecked((this.steps[this.rank] = step));
    unchecked((this.at[this.rank] = 0));
    this.rank++;
  }

  /** Goes to the next place; behind the last comes the first again. */
  next(): void {
    for (let axis = this.rank - 1; axis >= 0; axis--) {
      const place = unchecked(this.at[axis]) + 1;
      const step = unchecked(this.steps[axis]);
      if (place < unchecked(this.sizes[axis])) {
        unchecked((this.at[axis] = place));
        this.offset += step;
        return;
      }
      unchecked((this.at[axis] = 0));
      this.offset -= step * (place - 1);
    }
  }
}
