/*
 * SHA-256 as WebAssembly, for canisters that run in QuickJS. AssemblyScript: compiled by the build driver and put into the
 * module, where it stands between the canister and the system call `certified_data_set`. That call takes at most 32 bytes,
 * so a longer one that begins with the magic is a request for this kernel, answered in the caller's own buffer.
 *
 * No data segment, no global, no memory of its own: constants are in the code, and all that is written lies inside the
 * buffer. A malformed request traps.
 *
 * The buffer, numbers as 32-bit little-endian:
 *   0   magic, 16 bytes
 *   16  operation: 1 hash, 2 fold
 *   20  hash: size of the message; fold: number of levels
 *   24  fold: 0 forks of an IC hash tree, 1 nodes of an RFC 6962 tree
 *   32  register: the result, 32 bytes; a fold begins with what it holds
 *   64  hash: the message, then 72 bytes that are overwritten
 *       fold: 65 bytes a level, then 128 bytes that are overwritten
 * A level is a byte and two hashes, left and right. The byte tells the side, 0 or 1, on which the register is put; the
 * hash of the two becomes the register.
 */

/** The system call: at most 32 bytes, else it traps. */
declare function certifiedDataSet(source: usize, size: usize): void;

// "indus/sha256 k1\n"
const MAGIC_LOW: u64 = 0x68732f7375646e69;
const MAGIC_HIGH: u64 = 0x0a316b2036353261;

const CERTIFIED_DATA_SIZE_MAX: usize = 32;
const BODY_OFFSET: usize = 64;
const PADDING_SIZE: usize = 72;
const LEVEL_SIZE: usize = 65;
const NODE_BLOCKS_SIZE: usize = 128;

const OPERATION_HASH: u32 = 1;
const OPERATION_FOLD: u32 = 2;

const FORK_PREFIX_SIZE: usize = 17;
const NODE_PREFIX_SIZE: usize = 1;

/** Takes the place of the system call in the module. */
export function entry(source: usize, size: usize): void {
  if (
    size <= CERTIFIED_DATA_SIZE_MAX ||
    load<u64>(source) != MAGIC_LOW ||
    load<u64>(source, 8) != MAGIC_HIGH
  ) {
    certifiedDataSet(source, size);
    return;
  }
  if (size < BODY_OFFSET) unreachable();
  const operation = load<u32>(source, 16);
  const amount: u64 = load<u32>(source, 20);
  if (operation == OPERATION_HASH) {
    if (BODY_OFFSET + amount + PADDING_SIZE > size) unreachable();
    hash(source, <usize>amount);
  } else if (operation == OPERATION_FOLD) {
    if (BODY_OFFSET + amount * LEVEL_SIZE + NODE_BLOCKS_SIZE > size) unreachable();
    fold(source, <usize>amount, load<u32>(source, 24));
  } else {
    unreachable();
  }
}

function hash(source: usize, messageSize: usize): void {
  const register = source + 32;
  const message = source + BODY_OFFSET;
  const lengthAt = message + ((messageSize + PADDING_SIZE) & ~63) - 8;
  store<u8>(message + messageSize, 0x80);
  memory.fill(message + messageSize + 1, 0, lengthAt - message - messageSize - 1);
  store<u64>(lengthAt, bswap<u64>((<u64>messageSize) << 3));
  begin(register);
  for (let block = message; block < lengthAt; block += 64) compress(register, block);
  finish(register);
}

function fold(source: usize, levels: usize, kind: u32): void {
  if (kind > 1) unreachable();
  const register = source + 32;
  const end = source + BODY_OFFSET + levels * LEVEL_SIZE;
  const pair = end + (kind == 0 ? FORK_PREFIX_SIZE : NODE_PREFIX_SIZE);
  if (kind == 0) writeForkPrefix(end);
  else store<u8>(end, 1);
  memory.fill(pair + 64, 0, end + NODE_BLOCKS_SIZE - pair - 64);
  store<u8>(pair, 0x80, 64);
  store<u16>(end, bswap<u16>(<u16>((pair + 64 - end) << 3)), NODE_BLOCKS_SIZE - 2);
  for (let level = source + BODY_OFFSET; level < end; level += LEVEL_SIZE) {
    const side: usize = load<u8>(level);
    if (side > 1) unreachable();
    copyHash(level + 1 + (side << 5), register);
    copyHash(pair, level + 1);
    copyHash(pair + 32, level + 33);
    begin(register);
    compress(register, end);
    compress(register, end + 64);
    finish(register);
  }
}

/** The length and the ASCII of "ic-hashtree-fork". Source: IC interface specification, "Certificate". */
function writeForkPrefix(target: usize): void {
  store<u8>(target, 16);
  store<u64>(target, 0x74687361682d6369, 1);
  store<u64>(target, 0x6b726f662d656572, 9);
}

function copyHash(target: usize, source: usize): void {
  store<u64>(target, load<u64>(source));
  store<u64>(target, load<u64>(source, 8), 8);
  store<u64>(target, load<u64>(source, 16), 16);
  store<u64>(target, load<u64>(source, 24), 24);
}

/** Source: FIPS 180-4, section 5.3.3. */
function begin(state: usize): void {
  store<u64>(state, 0xbb67ae856a09e667);
  store<u64>(state, 0xa54ff53a3c6ef372, 8);
  store<u64>(state, 0x9b05688c510e527f, 16);
  store<u64>(state, 0x5be0cd191f83d9ab, 24);
}

function finish(state: usize): void {
  for (let word = state; word < state + 32; word += 4) store<u32>(word, bigEndian(word));
}

function bigEndian(word: usize): u32 {
  const value = load<u32>(word);
  return (rotl<u32>(value, 8) & 0x00ff00ff) | (rotl<u32>(value, 24) & 0xff00ff00);
}

// FIPS 180-4, section 4.1.2.
function big0(x: u32): u32 {
  return rotr<u32>(x, 2) ^ rotr<u32>(x, 13) ^ rotr<u32>(x, 22);
}

function big1(x: u32): u32 {
  return rotr<u32>(x, 6) ^ rotr<u32>(x, 11) ^ rotr<u32>(x, 25);
}

function small0(x: u32): u32 {
  return rotr<u32>(x, 7) ^ rotr<u32>(x, 18) ^ (x >>> 3);
}

function small1(x: u32): u32 {
  return rotr<u32>(x, 17) ^ rotr<u32>(x, 19) ^ (x >>> 10);
}

function choose(x: u32, y: u32, z: u32): u32 {
  return z ^ (x & (y ^ z));
}

function majority(x: u32, y: u32, z: u32): u32 {
  return (x & y) | (z & (x | y));
}

/** One block into the state. Every word is a local variable. Source: FIPS 180-4, sections 4.2.2 and 6.2.2. */
// prettier-ignore
function compress(state: usize, block: usize): void {
  let a = load<u32>(state), b = load<u32>(state, 4), c = load<u32>(state, 8), d = load<u32>(state, 12);
  let e = load<u32>(state, 16), f = load<u32>(state, 20), g = load<u32>(state, 24), h = load<u32>(state, 28);
  let w0 = bigEndian(block + 0), w1 = bigEndian(block + 4), w2 = bigEndian(block + 8), w3 = bigEndian(block + 12);
  let w4 = bigEndian(block + 16), w5 = bigEndian(block + 20), w6 = bigEndian(block + 24), w7 = bigEndian(block + 28);
  let w8 = bigEndian(block + 32), w9 = bigEndian(block + 36), w10 = bigEndian(block + 40), w11 = bigEndian(block + 44);
  let w12 = bigEndian(block + 48), w13 = bigEndian(block + 52), w14 = bigEndian(block + 56), w15 = bigEndian(block + 60);
  h += big1(e) + choose(e, f, g) + 0x428a2f98 + w0; d += h; h += big0(a) + majority(a, b, c);
  g += big1(d) + choose(d, e, f) + 0x71374491 + w1; c += g; g += big0(h) + majority(h, a, b);
  f += big1(c) + choose(c, d, e) + 0xb5c0fbcf + w2; b += f; f += big0(g) + majority(g, h, a);
  e += big1(b) + choose(b, c, d) + 0xe9b5dba5 + w3; a += e; e += big0(f) + majority(f, g, h);
  d += big1(a) + choose(a, b, c) + 0x3956c25b + w4; h += d; d += big0(e) + majority(e, f, g);
  c += big1(h) + choose(h, a, b) + 0x59f111f1 + w5; g += c; c += big0(d) + majority(d, e, f);
  b += big1(g) + choose(g, h, a) + 0x923f82a4 + w6; f += b; b += big0(c) + majority(c, d, e);
  a += big1(f) + choose(f, g, h) + 0xab1c5ed5 + w7; e += a; a += big0(b) + majority(b, c, d);
  h += big1(e) + choose(e, f, g) + 0xd807aa98 + w8; d += h; h += big0(a) + majority(a, b, c);
  g += big1(d) + choose(d, e, f) + 0x12835b01 + w9; c += g; g += big0(h) + majority(h, a, b);
  f += big1(c) + choose(c, d, e) + 0x243185be + w10; b += f; f += big0(g) + majority(g, h, a);
  e += big1(b) + choose(b, c, d) + 0x550c7dc3 + w11; a += e; e += big0(f) + majority(f, g, h);
  d += big1(a) + choose(a, b, c) + 0x72be5d74 + w12; h += d; d += big0(e) + majority(e, f, g);
  c += big1(h) + choose(h, a, b) + 0x80deb1fe + w13; g += c; c += big0(d) + majority(d, e, f);
  b += big1(g) + choose(g, h, a) + 0x9bdc06a7 + w14; f += b; b += big0(c) + majority(c, d, e);
  a += big1(f) + choose(f, g, h) + 0xc19bf174 + w15; e += a; a += big0(b) + majority(b, c, d);
  w0 += small1(w14) + w9 + small0(w1);
  h += big1(e) + choose(e, f, g) + 0xe49b69c1 + w0; d += h; h += big0(a) + majority(a, b, c);
  w1 += small1(w15) + w10 + small0(w2);
  g += big1(d) + choose(d, e, f) + 0xefbe4786 + w1; c += g; g += big0(h) + majority(h, a, b);
  w2 += small1(w0) + w11 + small0(w3);
  f += big1(c) + choose(c, d, e) + 0x0fc19dc6 + w2; b += f; f += big0(g) + majority(g, h, a);
  w3 += small1(w1) + w12 + small0(w4);
  e += big1(b) + choose(b, c, d) + 0x240ca1cc + w3; a += e; e += big0(f) + majority(f, g, h);
  w4 += small1(w2) + w13 + small0(w5);
  d += big1(a) + choose(a, b, c) + 0x2de92c6f + w4; h += d; d += big0(e) + majority(e, f, g);
  w5 += small1(w3) + w14 + small0(w6);
  c += big1(h) + choose(h, a, b) + 0x4a7484aa + w5; g += c; c += big0(d) + majority(d, e, f);
  w6 += small1(w4) + w15 + small0(w7);
  b += big1(g) + choose(g, h, a) + 0x5cb0a9dc + w6; f += b; b += big0(c) + majority(c, d, e);
  w7 += small1(w5) + w0 + small0(w8);
  a += big1(f) + choose(f, g, h) + 0x76f988da + w7; e += a; a += big0(b) + majority(b, c, d);
  w8 += small1(w6) + w1 + small0(w9);
  h += big1(e) + choose(e, f, g) + 0x983e5152 + w8; d += h; h += big0(a) + majority(a, b, c);
  w9 += small1(w7) + w2 + small0(w10);
  g += big1(d) + choose(d, e, f) + 0xa831c66d + w9; c += g; g += big0(h) + majority(h, a, b);
  w10 += small1(w8) + w3 + small0(w11);
  f += big1(c) + choose(c, d, e) + 0xb00327c8 + w10; b += f; f += big0(g) + majority(g, h, a);
  w11 += small1(w9) + w4 + small0(w12);
  e += big1(b) + choose(b, c, d) + 0xbf597fc7 + w11; a += e; e += big0(f) + majority(f, g, h);
  w12 += small1(w10) + w5 + small0(w13);
  d += big1(a) + choose(a, b, c) + 0xc6e00bf3 + w12; h += d; d += big0(e) + majority(e, f, g);
  w13 += small1(w11) + w6 + small0(w14);
  c += big1(h) + choose(h, a, b) + 0xd5a79147 + w13; g += c; c += big0(d) + majority(d, e, f);
  w14 += small1(w12) + w7 + small0(w15);
  b += big1(g) + choose(g, h, a) + 0x06ca6351 + w14; f += b; b += big0(c) + majority(c, d, e);
  w15 += small1(w13) + w8 + small0(w0);
  a += big1(f) + choose(f, g, h) + 0x14292967 + w15; e += a; a += big0(b) + majority(b, c, d);
  w0 += small1(w14) + w9 + small0(w1);
  h += big1(e) + choose(e, f, g) + 0x27b70a85 + w0; d += h; h += big0(a) + majority(a, b, c);
  w1 += small1(w15) + w10 + small0(w2);
  g += big1(d) + choose(d, e, f) + 0x2e1b2138 + w1; c += g; g += big0(h) + majority(h, a, b);
  w2 += small1(w0) + w11 + small0(w3);
  f += big1(c) + choose(c, d, e) + 0x4d2c6dfc + w2; b += f; f += big0(g) + majority(g, h, a);
  w3 += small1(w1) + w12 + small0(w4);
  e += big1(b) + choose(b, c, d) + 0x53380d13 + w3; a += e; e += big0(f) + majority(f, g, h);
  w4 += small1(w2) + w13 + small0(w5);
  d += big1(a) + choose(a, b, c) + 0x650a7354 + w4; h += d; d += big0(e) + majority(e, f, g);
  w5 += small1(w3) + w14 + small0(w6);
  c += big1(h) + choose(h, a, b) + 0x766a0abb + w5; g += c; c += big0(d) + majority(d, e, f);
  w6 += small1(w4) + w15 + small0(w7);
  b += big1(g) + choose(g, h, a) + 0x81c2c92e + w6; f += b; b += big0(c) + majority(c, d, e);
  w7 += small1(w5) + w0 + small0(w8);
  a += big1(f) + choose(f, g, h) + 0x92722c85 + w7; e += a; a += big0(b) + majority(b, c, d);
  w8 += small1(w6) + w1 + small0(w9);
  h += big1(e) + choose(e, f, g) + 0xa2bfe8a1 + w8; d += h; h += big0(a) + majority(a, b, c);
  w9 += small1(w7) + w2 + small0(w10);
  g += big1(d) + choose(d, e, f) + 0xa81a664b + w9; c += g; g += big0(h) + majority(h, a, b);
  w10 += small1(w8) + w3 + small0(w11);
  f += big1(c) + choose(c, d, e) + 0xc24b8b70 + w10; b += f; f += big0(g) + majority(g, h, a);
  w11 += small1(w9) + w4 + small0(w12);
  e += big1(b) + choose(b, c, d) + 0xc76c51a3 + w11; a += e; e += big0(f) + majority(f, g, h);
  w12 += small1(w10) + w5 + small0(w13);
  d += big1(a) + choose(a, b, c) + 0xd192e819 + w12; h += d; d += big0(e) + majority(e, f, g);
  w13 += small1(w11) + w6 + small0(w14);
  c += big1(h) + choose(h, a, b) + 0xd6990624 + w13; g += c; c += big0(d) + majority(d, e, f);
  w14 += small1(w12) + w7 + small0(w15);
  b += big1(g) + choose(g, h, a) + 0xf40e3585 + w14; f += b; b += big0(c) + majority(c, d, e);
  w15 += small1(w13) + w8 + small0(w0);
  a += big1(f) + choose(f, g, h) + 0x106aa070 + w15; e += a; a += big0(b) + majority(b, c, d);
  w0 += small1(w14) + w9 + small0(w1);
  h += big1(e) + choose(e, f, g) + 0x19a4c116 + w0; d += h; h += big0(a) + majority(a, b, c);
  w1 += small1(w15) + w10 + small0(w2);
  g += big1(d) + choose(d, e, f) + 0x1e376c08 + w1; c += g; g += big0(h) + majority(h, a, b);
  w2 += small1(w0) + w11 + small0(w3);
  f += big1(c) + choose(c, d, e) + 0x2748774c + w2; b += f; f += big0(g) + majority(g, h, a);
  w3 += small1(w1) + w12 + small0(w4);
  e += big1(b) + choose(b, c, d) + 0x34b0bcb5 + w3; a += e; e += big0(f) + majority(f, g, h);
  w4 += small1(w2) + w13 + small0(w5);
  d += big1(a) + choose(a, b, c) + 0x391c0cb3 + w4; h += d; d += big0(e) + majority(e, f, g);
  w5 += small1(w3) + w14 + small0(w6);
  c += big1(h) + choose(h, a, b) + 0x4ed8aa4a + w5; g += c; c += big0(d) + majority(d, e, f);
  w6 += small1(w4) + w15 + small0(w7);
  b += big1(g) + choose(g, h, a) + 0x5b9cca4f + w6; f += b; b += big0(c) + majority(c, d, e);
  w7 += small1(w5) + w0 + small0(w8);
  a += big1(f) + choose(f, g, h) + 0x682e6ff3 + w7; e += a; a += big0(b) + majority(b, c, d);
  w8 += small1(w6) + w1 + small0(w9);
  h += big1(e) + choose(e, f, g) + 0x748f82ee + w8; d += h; h += big0(a) + majority(a, b, c);
  w9 += small1(w7) + w2 + small0(w10);
  g += big1(d) + choose(d, e, f) + 0x78a5636f + w9; c += g; g += big0(h) + majority(h, a, b);
  w10 += small1(w8) + w3 + small0(w11);
  f += big1(c) + choose(c, d, e) + 0x84c87814 + w10; b += f; f += big0(g) + majority(g, h, a);
  w11 += small1(w9) + w4 + small0(w12);
  e += big1(b) + choose(b, c, d) + 0x8cc70208 + w11; a += e; e += big0(f) + majority(f, g, h);
  w12 += small1(w10) + w5 + small0(w13);
  d += big1(a) + choose(a, b, c) + 0x90befffa + w12; h += d; d += big0(e) + majority(e, f, g);
  w13 += small1(w11) + w6 + small0(w14);
  c += big1(h) + choose(h, a, b) + 0xa4506ceb + w13; g += c; c += big0(d) + majority(d, e, f);
  w14 += small1(w12) + w7 + small0(w15);
  b += big1(g) + choose(g, h, a) + 0xbef9a3f7 + w14; f += b; b += big0(c) + majority(c, d, e);
  w15 += small1(w13) + w8 + small0(w0);
  a += big1(f) + choose(f, g, h) + 0xc67178f2 + w15; e += a; a += big0(b) + majority(b, c, d);
  store<u32>(state, load<u32>(state) + a); store<u32>(state, load<u32>(state, 4) + b, 4);
  store<u32>(state, load<u32>(state, 8) + c, 8); store<u32>(state, load<u32>(state, 12) + d, 12);
  store<u32>(state, load<u32>(state, 16) + e, 16); store<u32>(state, load<u32>(state, 20) + f, 20);
  store<u32>(state, load<u32>(state, 24) + g, 24); store<u32>(state, load<u32>(state, 28) + h, 28);
}
