import { gzipSync } from 'fflate';

/** The level of compression; a change of it changes every module hash. */
const GZIP_LEVEL = 9;

/** Offset of the OS byte in a gzip header, and its value "unknown". Source: RFC 1952, section 2.3. */
const OS_OFFSET = 9;
const OS_UNKNOWN = 255;

/**
 * Compresses a module to the same bytes on every machine: a compressor in JavaScript, pinned by the lock file,
 * because the bytes of Node's zlib depend on the zlib that Node was built with; no time, no name, OS "unknown".
 */
export function gzipModule(module: Uint8Array): Uint8Array {
  const compressed = gzipSync(module, { level: GZIP_LEVEL, mem: 12, mtime: 0 });
  compressed.fill(0, 4, 8);
  compressed[OS_OFFSET] = OS_UNKNOWN;
  return compressed;
}
