/** Which pages an execution touched; touching the last one again costs nothing. */
export class TouchedPages {
  /** A bit for each page, by blocks of BLOCK pages. */
  readonly #blocks = new Map<number, Uint32Array>();
  #count = 0;
  #last = -1;

  /** Touches the pages from `first` to `last`, both inclusive; how many were touched in all. */
  touch(first: number, last: number): number {
    if (first === last && last === this.#last) return this.#count;
    this.#last = last;
    for (let page = first; page <= last; page++) this.#add(page);
    return this.#count;
  }

  #add(page: number): void {
    const number = Math.floor(page / BLOCK);
    let block = this.#blocks.get(number);
    if (block === undefined) this.#blocks.set(number, (block = new Uint32Array(BLOCK / 32)));
    const at = page - number * BLOCK;
    const bit = 1 << (at & 31);
    const word = block[at >>> 5] as number;
    if ((word & bit) !== 0) return;
    block[at >>> 5] = word | bit;
    this.#count++;
  }
}

const BLOCK = 4_096;
