/** Numbers that follow from a seed alone. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
export class SeededRandom {
  constructor(private state: u64) {}

  next(): u64 {
    this.state += 0x9e37_79b9_7f4a_7c15;
    let mixed = this.state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58_476d_1ce4_e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d0_49bb_1331_11eb;
    return mixed ^ (mixed >> 31);
  }

  /** From 0, inclusive, to 1, exclusive, in steps of 2^-53. */
  unit(): f64 {
    return <f64>(this.next() >> 11) * (1.0 / 9007199254740992.0);
  }
}
