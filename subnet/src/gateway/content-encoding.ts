import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliDecompress,
  constants,
  gunzip,
  gzip,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib';
import type { RequestHeaders } from '../http/http-message.ts';
import { FILE_BYTES_MAX } from './gateway-limits.ts';

/** How a body may be compressed. Source: RFC 9110, section 8.4.1; RFC 7932. */
export type Encoding = 'br' | 'gzip';

/** The encodings of the gateway, the better first, with the ending of a file that a build compressed beforehand. */
export const ENCODINGS: readonly { readonly encoding: Encoding; readonly ending: string }[] = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];

/** What is worth its time while somebody waits; a build may take longer. */
const BROTLI: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const GZIP = { level: 6 };

const compressBrotli = promisify<Uint8Array, BrotliOptions, Buffer>(brotliCompress);
const compressGzip = promisify<Uint8Array, ZlibOptions, Buffer>(gzip);
const decompressBrotli = promisify<Uint8Array, BrotliOptions, Buffer>(brotliDecompress);
const decompressGzip = promisify<Uint8Array, ZlibOptions, Buffer>(gunzip);

/** The encodings that a client takes, the better first. Source: RFC 9110, section 12.5.3. */
export function acceptedEncodings(headers: RequestHeaders): Encoding[] {
  const value = headers['accept-encoding'];
  const weights = new Map<string, number>();
  for (const part of (typeof value === 'string' ? value : (value ?? []).join(',')).split(',')) {
    const [, name, weight = '1'] = /^\s*([^\s;]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/i.exec(part) ?? [];
    if (name !== undefined) weights.set(name.toLowerCase(), Number(weight));
  }
  const weightOf = (encoding: Encoding): number => weights.get(encoding) ?? weights.get('*') ?? 0;
  return ENCODINGS.map(({ encoding }) => encoding).filter((encoding) => weightOf(encoding) > 0);
}

/** A body compressed, off the main thread. */
export function compress(body: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  return encoding === 'br' ? compressBrotli(body, BROTLI) : compressGzip(body, GZIP);
}

/** Whether compressed bytes are those of a body: a build may have left older ones behind. */
export async function isEncodingOf(
  body: Uint8Array,
  encoded: Uint8Array,
  encoding: Encoding,
): Promise<boolean> {
  const options = { maxOutputLength: Math.min(body.length + 1, FILE_BYTES_MAX) };
  const decompress = encoding === 'br' ? decompressBrotli : decompressGzip;
  const decoded = await decompress(encoded, options).catch(() => undefined);
  return decoded !== undefined && Buffer.compare(decoded, body) === 0;
}
