const BLOCK_SIZE_BYTES = 64;
const LENGTH_SIZE_BYTES = 8;
const BITS_PER_BYTE = 8;
const TWO_TO_32 = 0x1_0000_0000;

// FIPS 180-4, section 4.2.2: the round constants.
// prettier-ignore
const ROUND_CONSTANTS: readonly number[] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
].map((word) => word | 0);

// FIPS 180-4, section 5.3.3: the initial hash value.
// prettier-ignore
const INITIAL_HASH = Int32Array.of(
  0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
);

const HASH_SIZE_BYTES = 32;

/**
 * SHA-256 of the message, in JavaScript: for a module without the hash kernel, and for tests.
 *
 * Sixteen rounds a turn, every word in a local variable and no call inside: in QuickJS a call or an array access costs
 * more than the arithmetic, and this form takes about a third of the instructions of the usual one (some 9,000 a byte).
 * Source: FIPS 180-4, sections 5 and 6.2.
 */
export function sha256InScript(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const state = INITIAL_HASH.slice();
  for (let offset = 0; offset < padded.byteLength; offset += BLOCK_SIZE_BYTES)
    compress(state, padded, offset);
  const hash = new DataView(new ArrayBuffer(HASH_SIZE_BYTES));
  state.forEach((word, index) => hash.setInt32(index * 4, word));
  return new Uint8Array(hash.buffer);
}

function pad(message: Uint8Array): DataView {
  const blocks = Math.ceil((message.length + 1 + LENGTH_SIZE_BYTES) / BLOCK_SIZE_BYTES);
  const bytes = new Uint8Array(blocks * BLOCK_SIZE_BYTES);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  const bits = message.length * BITS_PER_BYTE;
  view.setUint32(bytes.length - 8, Math.floor(bits / TWO_TO_32));
  view.setUint32(bytes.length - 4, bits % TWO_TO_32);
  return view;
}

// prettier-ignore
function compress(state: Int32Array, block: DataView, o: number): void {
  const K = ROUND_CONSTANTS;
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!, e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
  let w0 = block.getInt32(o), w1 = block.getInt32(o + 4), w2 = block.getInt32(o + 8), w3 = block.getInt32(o + 12);
  let w4 = block.getInt32(o + 16), w5 = block.getInt32(o + 20), w6 = block.getInt32(o + 24), w7 = block.getInt32(o + 28);
  let w8 = block.getInt32(o + 32), w9 = block.getInt32(o + 36), w10 = block.getInt32(o + 40), w11 = block.getInt32(o + 44);
  let w12 = block.getInt32(o + 48), w13 = block.getInt32(o + 52), w14 = block.getInt32(o + 56), w15 = block.getInt32(o + 60);
  let t = 0;
  for (let r = 0; ; r += 16) {
    t = h + (e >>> 6 ^ e << 26 ^ e >>> 11 ^ e << 21 ^ e >>> 25 ^ e << 7) + (g ^ e & (f ^ g)) + K[r]! + w0 | 0;
    d = d + t | 0; h = t + (a >>> 2 ^ a << 30 ^ a >>> 13 ^ a << 19 ^ a >>> 22 ^ a << 10) + (a & b | c & (a | b)) | 0;
    t = g + (d >>> 6 ^ d << 26 ^ d >>> 11 ^ d << 21 ^ d >>> 25 ^ d << 7) + (f ^ d & (e ^ f)) + K[r + 1]! + w1 | 0;
    c = c + t | 0; g = t + (h >>> 2 ^ h << 30 ^ h >>> 13 ^ h << 19 ^ h >>> 22 ^ h << 10) + (h & a | b & (h | a)) | 0;
    t = f + (c >>> 6 ^ c << 26 ^ c >>> 11 ^ c << 21 ^ c >>> 25 ^ c << 7) + (e ^ c & (d ^ e)) + K[r + 2]! + w2 | 0;
    b = b + t | 0; f = t + (g >>> 2 ^ g << 30 ^ g >>> 13 ^ g << 19 ^ g >>> 22 ^ g << 10) + (g & h | a & (g | h)) | 0;
    t = e + (b >>> 6 ^ b << 26 ^ b >>> 11 ^ b << 21 ^ b >>> 25 ^ b << 7) + (d ^ b & (c ^ d)) + K[r + 3]! + w3 | 0;
    a = a + t | 0; e = t + (f >>> 2 ^ f << 30 ^ f >>> 13 ^ f << 19 ^ f >>> 22 ^ f << 10) + (f & g | h & (f | g)) | 0;
    t = d + (a >>> 6 ^ a << 26 ^ a >>> 11 ^ a << 21 ^ a >>> 25 ^ a << 7) + (c ^ a & (b ^ c)) + K[r + 4]! + w4 | 0;
    h = h + t | 0; d = t + (e >>> 2 ^ e << 30 ^ e >>> 13 ^ e << 19 ^ e >>> 22 ^ e << 10) + (e & f | g & (e | f)) | 0;
    t = c + (h >>> 6 ^ h << 26 ^ h >>> 11 ^ h << 21 ^ h >>> 25 ^ h << 7) + (b ^ h & (a ^ b)) + K[r + 5]! + w5 | 0;
    g = g + t | 0; c = t + (d >>> 2 ^ d << 30 ^ d >>> 13 ^ d << 19 ^ d >>> 22 ^ d << 10) + (d & e | f & (d | e)) | 0;
    t = b + (g >>> 6 ^ g << 26 ^ g >>> 11 ^ g << 21 ^ g >>> 25 ^ g << 7) + (a ^ g & (h ^ a)) + K[r + 6]! + w6 | 0;
    f = f + t | 0; b = t + (c >>> 2 ^ c << 30 ^ c >>> 13 ^ c << 19 ^ c >>> 22 ^ c << 10) + (c & d | e & (c | d)) | 0;
    t = a + (f >>> 6 ^ f << 26 ^ f >>> 11 ^ f << 21 ^ f >>> 25 ^ f << 7) + (h ^ f & (g ^ h)) + K[r + 7]! + w7 | 0;
    e = e + t | 0; a = t + (b >>> 2 ^ b << 30 ^ b >>> 13 ^ b << 19 ^ b >>> 22 ^ b << 10) + (b & c | d & (b | c)) | 0;
    t = h + (e >>> 6 ^ e << 26 ^ e >>> 11 ^ e << 21 ^ e >>> 25 ^ e << 7) + (g ^ e & (f ^ g)) + K[r + 8]! + w8 | 0;
    d = d + t | 0; h = t + (a >>> 2 ^ a << 30 ^ a >>> 13 ^ a << 19 ^ a >>> 22 ^ a << 10) + (a & b | c & (a | b)) | 0;
    t = g + (d >>> 6 ^ d << 26 ^ d >>> 11 ^ d << 21 ^ d >>> 25 ^ d << 7) + (f ^ d & (e ^ f)) + K[r + 9]! + w9 | 0;
    c = c + t | 0; g = t + (h >>> 2 ^ h << 30 ^ h >>> 13 ^ h << 19 ^ h >>> 22 ^ h << 10) + (h & a | b & (h | a)) | 0;
    t = f + (c >>> 6 ^ c << 26 ^ c >>> 11 ^ c << 21 ^ c >>> 25 ^ c << 7) + (e ^ c & (d ^ e)) + K[r + 10]! + w10 | 0;
    b = b + t | 0; f = t + (g >>> 2 ^ g << 30 ^ g >>> 13 ^ g << 19 ^ g >>> 22 ^ g << 10) + (g & h | a & (g | h)) | 0;
    t = e + (b >>> 6 ^ b << 26 ^ b >>> 11 ^ b << 21 ^ b >>> 25 ^ b << 7) + (d ^ b & (c ^ d)) + K[r + 11]! + w11 | 0;
    a = a + t | 0; e = t + (f >>> 2 ^ f << 30 ^ f >>> 13 ^ f << 19 ^ f >>> 22 ^ f << 10) + (f & g | h & (f | g)) | 0;
    t = d + (a >>> 6 ^ a << 26 ^ a >>> 11 ^ a << 21 ^ a >>> 25 ^ a << 7) + (c ^ a & (b ^ c)) + K[r + 12]! + w12 | 0;
    h = h + t | 0; d = t + (e >>> 2 ^ e << 30 ^ e >>> 13 ^ e << 19 ^ e >>> 22 ^ e << 10) + (e & f | g & (e | f)) | 0;
    t = c + (h >>> 6 ^ h << 26 ^ h >>> 11 ^ h << 21 ^ h >>> 25 ^ h << 7) + (b ^ h & (a ^ b)) + K[r + 13]! + w13 | 0;
    g = g + t | 0; c = t + (d >>> 2 ^ d << 30 ^ d >>> 13 ^ d << 19 ^ d >>> 22 ^ d << 10) + (d & e | f & (d | e)) | 0;
    t = b + (g >>> 6 ^ g << 26 ^ g >>> 11 ^ g << 21 ^ g >>> 25 ^ g << 7) + (a ^ g & (h ^ a)) + K[r + 14]! + w14 | 0;
    f = f + t | 0; b = t + (c >>> 2 ^ c << 30 ^ c >>> 13 ^ c << 19 ^ c >>> 22 ^ c << 10) + (c & d | e & (c | d)) | 0;
    t = a + (f >>> 6 ^ f << 26 ^ f >>> 11 ^ f << 21 ^ f >>> 25 ^ f << 7) + (h ^ f & (g ^ h)) + K[r + 15]! + w15 | 0;
    e = e + t | 0; a = t + (b >>> 2 ^ b << 30 ^ b >>> 13 ^ b << 19 ^ b >>> 22 ^ b << 10) + (b & c | d & (b | c)) | 0;
    if (r === 48) break;
    w0 = w0 + (w1 >>> 7 ^ w1 << 25 ^ w1 >>> 18 ^ w1 << 14 ^ w1 >>> 3) + w9 + (w14 >>> 17 ^ w14 << 15 ^ w14 >>> 19 ^ w14 << 13 ^ w14 >>> 10) | 0;
    w1 = w1 + (w2 >>> 7 ^ w2 << 25 ^ w2 >>> 18 ^ w2 << 14 ^ w2 >>> 3) + w10 + (w15 >>> 17 ^ w15 << 15 ^ w15 >>> 19 ^ w15 << 13 ^ w15 >>> 10) | 0;
    w2 = w2 + (w3 >>> 7 ^ w3 << 25 ^ w3 >>> 18 ^ w3 << 14 ^ w3 >>> 3) + w11 + (w0 >>> 17 ^ w0 << 15 ^ w0 >>> 19 ^ w0 << 13 ^ w0 >>> 10) | 0;
    w3 = w3 + (w4 >>> 7 ^ w4 << 25 ^ w4 >>> 18 ^ w4 << 14 ^ w4 >>> 3) + w12 + (w1 >>> 17 ^ w1 << 15 ^ w1 >>> 19 ^ w1 << 13 ^ w1 >>> 10) | 0;
    w4 = w4 + (w5 >>> 7 ^ w5 << 25 ^ w5 >>> 18 ^ w5 << 14 ^ w5 >>> 3) + w13 + (w2 >>> 17 ^ w2 << 15 ^ w2 >>> 19 ^ w2 << 13 ^ w2 >>> 10) | 0;
    w5 = w5 + (w6 >>> 7 ^ w6 << 25 ^ w6 >>> 18 ^ w6 << 14 ^ w6 >>> 3) + w14 + (w3 >>> 17 ^ w3 << 15 ^ w3 >>> 19 ^ w3 << 13 ^ w3 >>> 10) | 0;
    w6 = w6 + (w7 >>> 7 ^ w7 << 25 ^ w7 >>> 18 ^ w7 << 14 ^ w7 >>> 3) + w15 + (w4 >>> 17 ^ w4 << 15 ^ w4 >>> 19 ^ w4 << 13 ^ w4 >>> 10) | 0;
    w7 = w7 + (w8 >>> 7 ^ w8 << 25 ^ w8 >>> 18 ^ w8 << 14 ^ w8 >>> 3) + w0 + (w5 >>> 17 ^ w5 << 15 ^ w5 >>> 19 ^ w5 << 13 ^ w5 >>> 10) | 0;
    w8 = w8 + (w9 >>> 7 ^ w9 << 25 ^ w9 >>> 18 ^ w9 << 14 ^ w9 >>> 3) + w1 + (w6 >>> 17 ^ w6 << 15 ^ w6 >>> 19 ^ w6 << 13 ^ w6 >>> 10) | 0;
    w9 = w9 + (w10 >>> 7 ^ w10 << 25 ^ w10 >>> 18 ^ w10 << 14 ^ w10 >>> 3) + w2 + (w7 >>> 17 ^ w7 << 15 ^ w7 >>> 19 ^ w7 << 13 ^ w7 >>> 10) | 0;
    w10 = w10 + (w11 >>> 7 ^ w11 << 25 ^ w11 >>> 18 ^ w11 << 14 ^ w11 >>> 3) + w3 + (w8 >>> 17 ^ w8 << 15 ^ w8 >>> 19 ^ w8 << 13 ^ w8 >>> 10) | 0;
    w11 = w11 + (w12 >>> 7 ^ w12 << 25 ^ w12 >>> 18 ^ w12 << 14 ^ w12 >>> 3) + w4 + (w9 >>> 17 ^ w9 << 15 ^ w9 >>> 19 ^ w9 << 13 ^ w9 >>> 10) | 0;
    w12 = w12 + (w13 >>> 7 ^ w13 << 25 ^ w13 >>> 18 ^ w13 << 14 ^ w13 >>> 3) + w5 + (w10 >>> 17 ^ w10 << 15 ^ w10 >>> 19 ^ w10 << 13 ^ w10 >>> 10) | 0;
    w13 = w13 + (w14 >>> 7 ^ w14 << 25 ^ w14 >>> 18 ^ w14 << 14 ^ w14 >>> 3) + w6 + (w11 >>> 17 ^ w11 << 15 ^ w11 >>> 19 ^ w11 << 13 ^ w11 >>> 10) | 0;
    w14 = w14 + (w15 >>> 7 ^ w15 << 25 ^ w15 >>> 18 ^ w15 << 14 ^ w15 >>> 3) + w7 + (w12 >>> 17 ^ w12 << 15 ^ w12 >>> 19 ^ w12 << 13 ^ w12 >>> 10) | 0;
    w15 = w15 + (w0 >>> 7 ^ w0 << 25 ^ w0 >>> 18 ^ w0 << 14 ^ w0 >>> 3) + w8 + (w13 >>> 17 ^ w13 << 15 ^ w13 >>> 19 ^ w13 << 13 ^ w13 >>> 10) | 0;
  }
  state[0]! += a; state[1]! += b; state[2]! += c; state[3]! += d; state[4]! += e; state[5]! += f; state[6]! += g; state[7]! += h;
}
