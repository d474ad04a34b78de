/** Four rows of A times the last panel, where it has no more than eight columns; see {@link fourBySixteen}. */
export function fourByEight(
  a: usize,
  aStep: usize,
  b: usize,
  c: usize,
  cStep: usize,
  k: i32,
  isFirst: bool,
): void {
  let aQ = a + aStep;
  let aR = aQ + aStep;
  let aS = aR + aStep;
  const cQ = c + cStep;
  const cR = cQ + cStep;
  const cS = cR + cStep;
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  let r0 = f32x4.splat(0);
  let r1 = f32x4.splat(0);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  if (!isFirst) {
    p0 = v128.load(c);
    p1 = v128.load(c, 16);
    q0 = v128.load(cQ);
    q1 = v128.load(cQ, 16);
    r0 = v128.load(cR);
    r1 = v128.load(cR, 16);
    s0 = v128.load(cS);
    s1 = v128.load(cS, 16);
  }
  let end = a + (((<usize>k) & ~3) << 2);
  while (a < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    x = v128.load32_splat(aQ);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    x = v128.load32_splat(aR);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    x = v128.load32_splat(aS);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 4);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    x = v128.load32_splat(aQ, 4);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    x = v128.load32_splat(aR, 4);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    x = v128.load32_splat(aS, 4);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    x = v128.load32_splat(a, 8);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    x = v128.load32_splat(aQ, 8);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    x = v128.load32_splat(aR, 8);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    x = v128.load32_splat(aS, 8);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    b0 = v128.load(b, 96);
    b1 = v128.load(b, 112);
    x = v128.load32_splat(a, 12);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    x = v128.load32_splat(aQ, 12);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    x = v128.load32_splat(aR, 12);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    x = v128.load32_splat(aS, 12);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    a += 16;
    aQ += 16;
    aR += 16;
    aS += 16;
    b += 128;
  }
  end = a + (((<usize>k) & 3) << 2);
  while (a < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    x = v128.load32_splat(aQ);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    x = v128.load32_splat(aR);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    x = v128.load32_splat(aS);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    a += 4;
    aQ += 4;
    aR += 4;
    aS += 4;
    b += 32;
  }
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(cQ, q0);
  v128.store(cQ, q1, 16);
  v128.store(cR, r0);
  v128.store(cR, r1, 16);
  v128.store(cS, s0);
  v128.store(cS, s1, 16);
}

/** One row of A times the last panel, where it has no more than eight columns. */
export function oneByEight(a: usize, b: usize, c: usize, k: i32, isFirst: bool): void {
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  if (!isFirst) {
    p0 = v128.load(c);
    p1 = v128.load(c, 16);
  }
  let end = a + (((<usize>k) & ~3) << 2);
  while (a < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 4);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    x = v128.load32_splat(a, 8);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    b0 = v128.load(b, 96);
    b1 = v128.load(b, 112);
    x = v128.load32_splat(a, 12);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    a += 16;
    b += 128;
  }
  end = a + (((<usize>k) & 3) << 2);
  while (a < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    a += 4;
    b += 32;
  }
  v128.store(c, p0);
  v128.store(c, p1, 16);
}
