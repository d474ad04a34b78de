/*
 * TextEncoder and TextDecoder for canisters, UTF-8 only. It bears the name `@sinonjs/text-encoding` by the root's
 * `overrides`, because Azle installs that package's two classes as the globals of every canister, and its pure JavaScript
 * costs 13,800 instructions for each byte. Here the bytes go through what QuickJS and Azle run natively.
 * Plain JavaScript: Node loads it from `node_modules`, where types are not stripped.
 */

/** Below this length (UTF-16 code units) a loop is cheaper than a call to the native Candid encoder. */
const NATIVE_ENCODE_LENGTH_MIN = 12;

/** Arguments of one `String.fromCharCode.apply`; QuickJS refuses more than 65,534. */
const APPLY_BYTES_MAX = 8_192;

/** Bytes before the length of `(text)` in Candid: the magic number, no type definitions, one argument, type text. */
const CANDID_TEXT_PREFIX_BYTES = 7;

/** The labels of UTF-8. Source: WHATWG Encoding Standard, section 4.2. */
const UTF8_LABELS = [
  'unicode-1-1-utf-8',
  'unicode11utf8',
  'unicode20utf8',
  'utf-8',
  'utf8',
  'x-unicode20utf8',
];

export class TextEncoder {
  get encoding() {
    return 'utf-8';
  }

  /** Encodes a text; a lone surrogate becomes U+FFFD, as the standard asks. */
  encode(input = '') {
    const text = toWellFormed(String(input));
    const native = globalThis._azleIc;
    return native !== undefined && text.length >= NATIVE_ENCODE_LENGTH_MIN
      ? encodeByCandid(text, native)
      : encodeByUri(text);
  }
}

export class TextDecoder {
  #isFatal;
  #ignoreBom;

  /** Errors: RangeError for any encoding but UTF-8. */
  constructor(label = 'utf-8', options = {}) {
    if (!UTF8_LABELS.includes(String(label).trim().toLowerCase())) {
      throw new RangeError(`expected a label of UTF-8, got "${label}"`);
    }
    this.#isFatal = Boolean(options?.fatal);
    this.#ignoreBom = Boolean(options?.ignoreBOM);
  }

  get encoding() {
    return 'utf-8';
  }

  get fatal() {
    return this.#isFatal;
  }

  get ignoreBOM() {
    return this.#ignoreBom;
  }

  /**
   * Decodes whole texts: a byte-order mark is dropped unless `ignoreBOM`, malformed bytes become U+FFFD unless `fatal`.
   * Errors: TypeError for malformed bytes when `fatal`, for `stream`, and for anything but bytes.
   */
  decode(input = undefined, options = undefined) {
    if (options?.stream) {
      throw new TypeError('expected whole texts, got the option "stream", which is not supported');
    }
    const bytes = viewOf(input);
    const start = !this.#ignoreBom && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    const binary = toBinaryString(bytes, start);
    try {
      return decodeURIComponent(escape(binary));
    } catch {
      if (this.#isFatal) {
        throw new TypeError('expected UTF-8, got malformed bytes');
      }
      return decodeLossy(bytes, start);
    }
  }
}

function toWellFormed(text) {
  return text.toWellFormed === undefined ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text.toWellFormed();
}

/** Lets the Candid library inside Azle's template turn the text into bytes, and cuts them out of its message. */
function encodeByCandid(text, native) {
  const message = native.candidEncode(`("${escapeForCandid(text)}")`);
  let start = CANDID_TEXT_PREFIX_BYTES;
  while (message[start] >= 0x80) {
    start += 1;
  }
  return message.slice(start + 1);
}

/** `includes` first: it is native, and most texts hold neither character. */
function escapeForCandid(text) {
  const escaped = text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
  return escaped.includes('"') ? escaped.replaceAll('"', '\\"') : escaped;
}

function encodeByUri(text) {
  const binary = unescape(encodeURIComponent(text));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) {
    bytes[index] = binary.charCodeAt(index);
  }
  return bytes;
}

function viewOf(input) {
  if (input instanceof Uint8Array) {
    return input;
  }
  if (input === undefined) {
    return new Uint8Array(0);
  }
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
    : new Uint8Array(asBuffer(input));
}

function asBuffer(input) {
  const kind = Object.prototype.toString.call(input);
  if (kind !== '[object ArrayBuffer]' && kind !== '[object SharedArrayBuffer]') {
    throw new TypeError('expected an ArrayBuffer or a view of one');
  }
  return input;
}

/** One UTF-16 code unit for each byte. */
function toBinaryString(bytes, start) {
  let binary = '';
  for (let index = start; index < bytes.length; index += APPLY_BYTES_MAX) {
    binary += String.fromCharCode.apply(null, bytes.subarray(index, index + APPLY_BYTES_MAX));
  }
  return binary;
}

/**
 * Decodes malformed bytes: each longest start of a sequence that no valid one continues becomes one U+FFFD.
 * Source: WHATWG Encoding Standard, section 8.1.1; Unicode 15, table 3-7.
 */
function decodeLossy(bytes, start) {
  const pieces = [];
  let index = start;
  let valid = start;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length > 0) {
      index += length;
      continue;
    }
    pieces.push(decodeURIComponent(escape(toBinaryString(bytes.subarray(valid, index), 0))), '\ufffd');
    index -= length;
    valid = index;
  }
  pieces.push(decodeURIComponent(escape(toBinaryString(bytes.subarray(valid), 0))));
  return pieces.join('');
}

/** The length of the sequence at `index`; when it is malformed, the number of bytes to replace, negative. */
function sequenceLength(bytes, index) {
  const lead = bytes[index];
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xc2 || lead > 0xf4) {
    return -1;
  }
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const secondMin = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const secondMax = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let offset = 1; offset < length; offset += 1) {
    const byte = bytes[index + offset];
    const isInRange = offset === 1 ? byte >= secondMin && byte <= secondMax : byte >= 0x80 && byte <= 0xbf;
    if (!isInRange) {
      return -offset;
    }
  }
  return length;
}
