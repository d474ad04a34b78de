/**
 * One row of A times two panels of sixteen columns, the second `next` bytes behind the first: eight sums at a time, so that an addition
 * need not wait for the one before it. See `fourBySixteen`.
 */
export function oneByThirtyTwo(a: usize, b: usize, next: usize, c: usize, k: i32, isFirst: bool): void {
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  let p2 = f32x4.splat(0);
  let p3 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  let q2 = f32x4.splat(0);
  let q3 = f32x4.splat(0);
  if (!isFirst) {
    p0 = v128.load(c);
    p1 = v128.load(c, 16);
    p2 = v128.load(c, 32);
    p3 = v128.load(c, 48);
    q0 = v128.load(c, 64);
    q1 = v128.load(c, 80);
    q2 = v128.load(c, 96);
    q3 = v128.load(c, 112);
  }
  let d = b + next;
  let x = f32x4.splat(0);
  let end = a + (((<usize>k) & ~3) << 2);
  while (a < end) {
    x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, v128.load(b)));
    p1 = f32x4.add(p1, f32x4.mul(x, v128.load(b, 16)));
    p2 = f32x4.add(p2, f32x4.mul(x, v128.load(b, 32)));
    p3 = f32x4.add(p3, f32x4.mul(x, v128.load(b, 48)));
    q0 = f32x4.add(q0, f32x4.mul(x, v128.load(d)));
    q1 = f32x4.add(q1, f32x4.mul(x, v128.load(d, 16)));
    q2 = f32x4.add(q2, f32x4.mul(x, v128.load(d, 32)));
    q3 = f32x4.add(q3, f32x4.mul(x, v128.load(d, 48)));
    x = v128.load32_splat(a, 4);
    p0 = f32x4.add(p0, f32x4.mul(x, v128.load(b, 64)));
    p1 = f32x4.add(p1, f32x4.mul(x, v128.load(b, 80)));
    p2 = f32x4.add(p2, f32x4.mul(x, v128.load(b, 96)));
    p3 = f32x4.add(p3, f32x4.mul(x, v128.load(b, 112)));
    q0 = f32x4.add(q0, f32x4.mul(x, v128.load(d, 64)));
    q1 = f32x4.add(q1, f32x4.mul(x, v128.load(d, 80)));
    q2 = f32x4.add(q2, f32x4.mul(x, v128.load(d, 96)));
    q3 = f32x4.add(q3, f32x4.mul(x, v128.load(d, 112)));
    x = v128.load32_splat(a, 8);
    p0 = f32x4.add(p0, f32x4.mul(x, v128.load(b, 128)));
    p1 = f32x4.add(p1, f32x4.mul(x, v128.load(b, 144)));
    p2 = f32x4.add(p2, f32x4.mul(x, v128.load(b, 160)));
    p3 = f32x4.add(p3, f32x4.mul(x, v128.load(b, 176)));
    q0 = f32x4.add(q0, f32x4.mul(x, v128.load(d, 128)));
    q1 = f32x4.add(q1, f32x4.mul(x, v128.load(d, 144)));
    q2 = f32x4.add(q2, f32x4.mul(x, v128.load(d, 160)));
    q3 = f32x4.add(q3, f32x4.mul(x, v128.load(d, 176)));
    x = v128.load32_splat(a, 12);
    p0 = f32x4.add(p0, f32x4.mul(x, v128.load(b, 192)));
    p1 = f32x4.add(p1, f32x4.mul(x, v128.load(b, 208)));
    p2 = f32x4.add(p2, f32x4.mul(x, v128.load(b, 224)));
    p3 = f32x4.add(p3, f32x4.mul(x, v128.load(b, 240)));
    q0 = f32x4.add(q0, f32x4.mul(x, v128.load(d, 192)));
    q1 = f32x4.add(q1, f32x4.mul(x, v128.load(d, 208)));
    q2 = f32x4.add(q2, f32x4.mul(x, v128.load(d, 224)));
    q3 = f32x4.add(q3, f32x4.mul(x, v128.load(d, 240)));
    a += 16;
    b += 256;
    d += 256;
  }
  end = a + (((<usize>k) & 3) << 2);
  while (a < end) {
    x = v128.load32_splat(a);
    p0 = f32x4.add(p0, f32x4.mul(x, v128.load(b)));
    p1 = f32x4.add(p1, f32x4.mul(x, v128.load(b, 16)));
    p2 = f32x4.add(p2, f32x4.mul(x, v128.load(b, 32)));
    p3 = f32x4.add(p3, f32x4.mul(x, v128.load(b, 48)));
    q0 = f32x4.add(q0, f32x4.mul(x, v128.load(d)));
    q1 = f32x4.add(q1, f32x4.mul(x, v128.load(d, 16)));
    q2 = f32x4.add(q2, f32x4.mul(x, v128.load(d, 32)));
    q3 = f32x4.add(q3, f32x4.mul(x, v128.load(d, 48)));
    a += 4;
    b += 64;
    d += 64;
  }
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(c, p2, 32);
  v128.store(c, p3, 48);
  v128.store(c, q0, 64);
  v128.store(c, q1, 80);
  v128.store(c, q2, 96);
  v128.store(c, q3, 112);
}
