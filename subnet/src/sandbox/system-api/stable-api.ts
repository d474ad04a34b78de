import type { ApiBodies, ApiHost } from './api-host.ts';
import type { Mode } from './execution-mode.ts';
import type { ExecutionRun } from './execution-run.ts';
import { memoryAccessLimitExceeded, wasmTrap } from '../canister-trap.ts';
import { toSize } from './api-host.ts';
import { growStable } from './grow-memory.ts';
import { STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../../limits.ts';

/** Units: instructions for each stable page that an execution first writes. Source: dfinity/ic, embedders configuration. */
export const DIRTY_PAGE_INSTRUCTIONS = 1_000;
/** Units: pages of 64 KiB: the most that 32-bit offsets reach. */
const PAGES_32_MAX = 2 ** 32 / WASM_PAGE_BYTES;
const GIB = 1024 ** 3;
/** Stable memory that one execution may write, and as much may it touch. Units: bytes. Source: IC resource limits, "Memory limits". */
export const STABLE_ACCESS_BYTES_MAX = { message: 2 * GIB, upgrade: 8 * GIB, query: GIB } as const;
const QUERY_MODES: ReadonlySet<Mode> = new Set<Mode>(['RQ', 'NRQ', 'TQ', 'CQ', 'CRy', 'CRt', 'CC', 'F']);

/** Source: IC interface specification, "Stable memory". */
export const stableApi = {
  stable64_size: ({ stable }: ApiHost) => BigInt(stable.size),
  stable64_grow: (host: ApiHost, pages: bigint) => BigInt(growStable(host, toSize(pages))),
  stable64_write: (host: ApiHost, offset: bigint, src: bigint, size: bigint) =>
    write(host, toSize(offset), toSize(src), toSize(size)),
  stable64_read: (host: ApiHost, dst: bigint, offset: bigint, size: bigint) =>
    read(host, toSize(dst), toSize(offset), toSize(size)),

  stable_size: (host: ApiHost) => {
    checkSmall(host);
    return host.stable.size;
  },
  stable_grow: (host: ApiHost, pages: number) => {
    checkSmall(host);
    return host.stable.size + pages > PAGES_32_MAX ? -1 : growStable(host, pages);
  },
  stable_write: (host: ApiHost, offset: number, src: number, size: number) => {
    checkSmall(host);
    write(host, offset, src, size);
  },
  stable_read: (host: ApiHost, dst: number, offset: number, size: number) => {
    checkSmall(host);
    read(host, dst, offset, size);
  },
} satisfies ApiBodies;

function write(host: ApiHost, offset: number, src: number, size: number): void {
  const { heap, stable } = host;
  host.charge(size);
  if (src + size > heap.sizeBytes) throw wasmTrap('heap out of bounds');
  if (offset + size > stable.sizeBytes) throw wasmTrap('stable memory out of bounds');
  checkAccess(host, offset, size);
  const fresh = stable.newDirtyPages(offset, size);
  if (fresh > 0) {
    host.charge(fresh * DIRTY_PAGE_INSTRUCTIONS);
    checkWriteLimit(host, stable.dirtyPages + fresh);
  }
  stable.write(offset, heap.slice(src, size));
}

function read(host: ApiHost, dst: number, offset: number, size: number): void {
  const { heap, stable } = host;
  host.charge(size);
  if (dst + size > heap.sizeBytes) throw wasmTrap('heap out of bounds');
  if (offset + size > stable.sizeBytes) throw wasmTrap('stable memory out of bounds');
  checkAccess(host, offset, size);
  if (size > 0) stable.read(offset, size, heap.markRange(dst, size), dst + heap.shiftBytes);
}

function checkSmall({ stable }: ApiHost): void {
  if (stable.size > PAGES_32_MAX) throw wasmTrap('32 bit stable memory api used on a memory larger than 4GB');
}

function bytesMax({ mode }: ExecutionRun['input']): number {
  const { message, upgrade, query } = STABLE_ACCESS_BYTES_MAX;
  if (QUERY_MODES.has(mode)) return query;
  return mode === 'I' || mode === 'G' || mode === 's' ? upgrade : message;
}

/** Errors: CanisterTrap IC0524 when the execution has touched too many pages. */
function checkAccess({ run }: ApiHost, offset: number, size: number): void {
  if (size === 0) return;
  const pages = run.stablePages.touch(
    Math.floor(offset / STATE_PAGE_BYTES),
    Math.floor((offset + size - 1) / STATE_PAGE_BYTES),
  );
  if (pages * STATE_PAGE_BYTES <= bytesMax(run.input)) return;
  const { message, query } = STABLE_ACCESS_BYTES_MAX;
  throw memoryAccessLimitExceeded(
    'Exceeded the limit for the number of accessed pages in the stable memory in a single message execution: ' +
      `limit ${message / 1024} KB for regular messages and ${query / 1024} KB for queries.`,
  );
}

function checkWriteLimit(host: ApiHost, pages: number): void {
  const { message, upgrade, query } = STABLE_ACCESS_BYTES_MAX;
  if (pages * STATE_PAGE_BYTES <= bytesMax(host.run.input)) return;
  throw memoryAccessLimitExceeded(
    'Exceeded the limit for the number of modified pages in the stable memory in a single execution: ' +
      `limit ${message / 1024} KB for regular messages, ${upgrade / 1024} KB for upgrade messages ` +
      `and ${query / 1024} KB for queries.`,
  );
}
