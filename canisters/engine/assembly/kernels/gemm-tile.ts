/**
 * Four rows of A times a panel of sixteen columns of B, into four rows of C. For each k in its order one product is added to each
 * sum, so that the bits are those of the plain loop; the four lanes of a vector are four columns, never four values of k. Four
 * values of k are written out: on the Internet Computer each step of a loop and of a pointer is paid for.
 * Units: `aStep` and `cStep` are bytes from row to row. `isFirst`: the sums begin at 0, else at what C holds.
 */
export function fourBySixteen(
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
  let p2 = f32x4.splat(0);
  let p3 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  let q2 = f32x4.splat(0);
  let q3 = f32x4.splat(0);
  let r0 = f32x4.splat(0);
  let r1 = f32x4.splat(0);
  let r2 = f32x4.splat(0);
  let r3 = f32x4.splat(0);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  if (!isFirst) {
    p0 = v128.load(c);
    p1 = v128.load(c, 16);
    p2 = v128.load(c, 32);
    p3 = v128.load(c, 48);
    q0 = v128.load(cQ);
    q1 = v128.load(cQ, 16);
    q2 = v128.load(cQ, 32);
    q3 = v128.load(cQ, 48);
    r0 = v128.load(cR);
    r1 = v128.load(cR, 16);
    r2 = v128.load(cR, 32);
    r3 = v128.load(cR, 48);
    s0 = v128.load(cS);
    s1 = v128.load(cS, 16);
    s2 = v128.load(cS, 32);
    s3 = v128.load(cS, 48);
  }
  let end = a + (((<usize>k) & ~3) << 2);
  while (a < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let b2 = v128.load(b, 32);
    let b3 = v128.load(b, 48);
    let x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    p2 = f32x4.add(p2, f32x4.mul(x, b2));
    p3 = f32x4.add(p3, f32x4.mul(x, b3));
    x = v128.load32_splat(aQ);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    q2 = f32x4.add(q2, f32x4.mul(x, b2));
    q3 = f32x4.add(q3, f32x4.mul(x, b3));
    x = v128.load32_splat(aR);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    r2 = f32x4.add(r2, f32x4.mul(x, b2));
    r3 = f32x4.add(r3, f32x4.mul(x, b3));
    x = v128.load32_splat(aS);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    s2 = f32x4.add(s2, f32x4.mul(x, b2));
    s3 = f32x4.add(s3, f32x4.mul(x, b3));
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    b2 = v128.load(b, 96);
    b3 = v128.load(b, 112);
    x = v128.load32_splat(a, 4);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    p2 = f32x4.add(p2, f32x4.mul(x, b2));
    p3 = f32x4.add(p3, f32x4.mul(x, b3));
    x = v128.load32_splat(aQ, 4);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    q2 = f32x4.add(q2, f32x4.mul(x, b2));
    q3 = f32x4.add(q3, f32x4.mul(x, b3));
    x = v128.load32_splat(aR, 4);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    r2 = f32x4.add(r2, f32x4.mul(x, b2));
    r3 = f32x4.add(r3, f32x4.mul(x, b3));
    x = v128.load32_splat(aS, 4);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    s2 = f32x4.add(s2, f32x4.mul(x, b2));
    s3 = f32x4.add(s3, f32x4.mul(x, b3));
    b0 = v128.load(b, 128);
    b1 = v128.load(b, 144);
    b2 = v128.load(b, 160);
    b3 = v128.load(b, 176);
    x = v128.load32_splat(a, 8);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    p2 = f32x4.add(p2, f32x4.mul(x, b2));
    p3 = f32x4.add(p3, f32x4.mul(x, b3));
    x = v128.load32_splat(aQ, 8);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    q2 = f32x4.add(q2, f32x4.mul(x, b2));
    q3 = f32x4.add(q3, f32x4.mul(x, b3));
    x = v128.load32_splat(aR, 8);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    r2 = f32x4.add(r2, f32x4.mul(x, b2));
    r3 = f32x4.add(r3, f32x4.mul(x, b3));
    x = v128.load32_splat(aS, 8);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    s2 = f32x4.add(s2, f32x4.mul(x, b2));
    s3 = f32x4.add(s3, f32x4.mul(x, b3));
    b0 = v128.load(b, 192);
    b1 = v128.load(b, 208);
    b2 = v128.load(b, 224);
    b3 = v128.load(b, 240);
    x = v128.load32_splat(a, 12);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    p2 = f32x4.add(p2, f32x4.mul(x, b2));
    p3 = f32x4.add(p3, f32x4.mul(x, b3));
    x = v128.load32_splat(aQ, 12);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    q2 = f32x4.add(q2, f32x4.mul(x, b2));
    q3 = f32x4.add(q3, f32x4.mul(x, b3));
    x = v128.load32_splat(aR, 12);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    r2 = f32x4.add(r2, f32x4.mul(x, b2));
    r3 = f32x4.add(r3, f32x4.mul(x, b3));
    x = v128.load32_splat(aS, 12);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    s2 = f32x4.add(s2, f32x4.mul(x, b2));
    s3 = f32x4.add(s3, f32x4.mul(x, b3));
    a += 16;
    aQ += 16;
    aR += 16;
    aS += 16;
    b += 256;
  }
  end = a + (((<usize>k) & 3) << 2);
  while (a < end) {
    let b0 = v128.load(b);
    let b1 = v128.load(b, 16);
    let b2 = v128.load(b, 32);
    let b3 = v128.load(b, 48);
    let x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    p2 = f32x4.add(p2, f32x4.mul(x, b2));
    p3 = f32x4.add(p3, f32x4.mul(x, b3));
    x = v128.load32_splat(aQ);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    q2 = f32x4.add(q2, f32x4.mul(x, b2));
    q3 = f32x4.add(q3, f32x4.mul(x, b3));
    x = v128.load32_splat(aR);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    r2 = f32x4.add(r2, f32x4.mul(x, b2));
    r3 = f32x4.add(r3, f32x4.mul(x, b3));
    x = v128.load32_splat(aS);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    s2 = f32x4.add(s2, f32x4.mul(x, b2));
    s3 = f32x4.add(s3, f32x4.mul(x, b3));
    a += 4;
    aQ += 4;
    aR += 4;
    aS += 4;
    b += 64;
  }
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(c, p2, 32);
  v128.store(c, p3, 48);
  v128.store(cQ, q0);
  v128.store(cQ, q1, 16);
  v128.store(cQ, q2, 32);
  v128.store(cQ, q3, 48);
  v128.store(cR, r0);
  v128.store(cR, r1, 16);
  v128.store(cR, r2, 32);
  v128.store(cR, r3, 48);
  v128.store(cS, s0);
  v128.store(cS, s1, 16);
  v128.store(cS, s2, 32);
  v128.store(cS, s3, 48);
}
