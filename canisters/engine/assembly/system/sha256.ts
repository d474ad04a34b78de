import { copyBytes } from '../kernels/copy-bytes';

/** Bytes that a hash under way takes where it is kept: eight words, the length so far, a block that is not full. */
export const SHA256_STATE_BYTES: usize = 32 + 8 + 64;

export const SHA256_BYTES: i32 = 32;
const BLOCK: usize = 64;
const LENGTH: usize = 32;
const PENDING: usize = 40;

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes. Source: FIPS 180-4, section 4.2.2.
const K: StaticArray<u32> = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]; // prettier-ignore

const schedule = heap.alloc(64 * 4);

/** Begins a hash in {@link SHA256_STATE_BYTES} bytes. Source: FIPS 180-4, section 5.3.3. */
export function sha256Begin(state: usize): void {
  store<u32>(state, 0x6a09e667);
  store<u32>(state, 0xbb67ae85, 4);
  store<u32>(state, 0x3c6ef372, 8);
  store<u32>(state, 0xa54ff53a, 12);
  store<u32>(state, 0x510e527f, 16);
  store<u32>(state, 0x9b05688c, 20);
  store<u32>(state, 0x1f83d9ab, 24);
  store<u32>(state, 0x5be0cd19, 28);
  store<u64>(state, 0, LENGTH);
}

/** Takes further bytes. */
export function sha256Update(state: usize, from: usize, length: usize): void {
  let pending = (<usize>load<u64>(state, LENGTH)) & (BLOCK - 1);
  store<u64>(state, load<u64>(state, LENGTH) + <u64>length, LENGTH);
  if (pending > 0) {
    const taken = min(BLOCK - pending, length);
    copyBytes(state + PENDING + pending, from, taken);
    pending += taken;
    if (pending < BLOCK) return;
    compress(state, state + PENDING);
    from += taken;
    length -= taken;
  }
  for (; length >= BLOCK; length -= BLOCK) {
    compress(state, from);
    from += BLOCK;
  }
  copyBytes(state + PENDING, from, length);
}

/** Ends the hash; its 32 bytes are written to `to`. */
export function sha256End(state: usize, to: usize): void {
  const bits = load<u64>(state, LENGTH) << 3;
  const block = state + PENDING;
  let at = (<usize>load<u64>(state, LENGTH)) & (BLOCK - 1);
  store<u8>(block + at++, 0x80);
  if (at > BLOCK - 8) {
    while (at < BLOCK) store<u8>(block + at++, 0);
    compress(state, block);
    at = 0;
  }
  while (at < BLOCK - 8) store<u8>(block + at++, 0);
  store<u64>(block, bswap<u64>(bits), BLOCK - 8);
  compress(state, block);
  for (let word: usize = 0; word < 32; word += 4) store<u32>(to + word, bswap<u32>(load<u32>(state + word)));
}

// Source: FIPS 180-4, section 6.2.2.
function compress(state: usize, block: usize): void {
  const w = schedule;
  const k = changetype<usize>(K);
  for (let at: usize = 0; at < 64; at += 4) store<u32>(w + at, bswap<u32>(load<u32>(block + at)));
  for (let at: usize = 64; at < 256; at += 4) {
    const early = load<u32>(w + at - 60);
    const late = load<u32>(w + at - 8);
    const s0 = rotr<u32>(early, 7) ^ rotr<u32>(early, 18) ^ (early >>> 3);
    const s1 = rotr<u32>(late, 17) ^ rotr<u32>(late, 19) ^ (late >>> 10);
    store<u32>(w + at, load<u32>(w + at - 64) + s0 + load<u32>(w + at - 28) + s1);
  }
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  let e = load<u32>(state, 16);
  let f = load<u32>(state, 20);
  let g = load<u32>(state, 24);
  let h = load<u32>(state, 28);
  for (let at: usize = 0; at < 256; at += 4) {
    const s1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25);
    const t1 = h + s1 + ((e & f) ^ (~e & g)) + load<u32>(k + at) + load<u32>(w + at);
    const s0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  store<u32>(state, load<u32>(state) + a);
  store<u32>(state, load<u32>(state, 4) + b, 4);
  store<u32>(state, load<u32>(state, 8) + c, 8);
  store<u32>(state, load<u32>(state, 12) + d, 12);
  store<u32>(state, load<u32>(state, 16) + e, 16);
  store<u32>(state, load<u32>(state, 20) + f, 20);
  store<u32>(state, load<u32>(state, 24) + g, 24);
  store<u32>(state, load<u32>(state, 28) + h, 28);
}
