import type { ApiBodies, ApiHost } from './api-host.ts';
import { calledTrap, CanisterTrap, contractViolation } from '../canister-trap.ts';
import { copyOut, readHeap } from './api-host.ts';
import { NON_REPLICATED } from './execution-mode.ts';
import { PRINCIPAL_BYTES_MAX } from '../../principal.ts';

const STATUS = { running: 1, stopping: 2, stopped: 3 } as const;
const U64 = (1n << 64n) - 1n;
/** Bounds: bytes of one printed message and of a trap's message. Source: dfinity/ic, rs/embedders, system_api.rs. */
export const MESSAGE_BYTES_MAX = 32 * 1024;

/** Source: IC interface specification, "Self-identification" to "Controller check", and "Debugging aids". */
export const infoApi = {
  canister_self_size: ({ run }: ApiHost) => run.self.length,
  canister_self_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'canister_self_copy', host.run.self, { dst, offset, size }),
  subnet_self_size: ({ run }: ApiHost) => run.system.subnetId.length,
  subnet_self_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'subnet_self_copy', host.run.system.subnetId, { dst, offset, size }),
  canister_status: ({ run }: ApiHost) => STATUS[run.system.status],
  canister_version: ({ run }: ApiHost) => run.canisterVersion,

  time: ({ run }: ApiHost) => run.system.timeNs,
  global_timer_set: ({ run }: ApiHost, timestamp: bigint) => {
    const previous = run.ledger.globalTimerNs;
    run.ledger.globalTimerNs = timestamp & U64;
    run.globalTimerNs = run.ledger.globalTimerNs;
    return previous;
  },
  performance_counter: (host: ApiHost, type: number) => {
    if (type > 1) throw contractViolation(`Error getting performance counter type ${type}`);
    const used = host.instructionsUsed();
    return type === 0 ? used : used + host.run.input.contextInstructions;
  },
  in_replicated_execution: ({ run }: ApiHost) => (NON_REPLICATED.has(run.input.mode) ? 0 : 1),
  is_controller: (host: ApiHost, src: number, size: number) => {
    host.charge(size);
    const candidate = readHeap(host, 'ic0.is_controller', src, size);
    if (size > PRINCIPAL_BYTES_MAX)
      throw new CanisterTrap('IC0504', 'Canister provided invalid principal id');
    return host.run.system.controllers.some((controller) => candidate.equals(controller)) ? 1 : 0;
  },

  debug_print: (host: ApiHost, src: number, size: number) => {
    const bytes = Math.min(size, MESSAGE_BYTES_MAX);
    host.charge(bytes);
    const content =
      printable(host, src, bytes) ?? Buffer.from('(debug_print message out of memory bounds)', 'utf8');
    host.run.log.push({ timestampNs: host.run.system.timeNs, content: new Uint8Array(content) });
  },
  trap: (host: ApiHost, src: number, size: number) => {
    const bytes = Math.min(size, MESSAGE_BYTES_MAX);
    host.charge(bytes);
    throw calledTrap(printable(host, src, bytes)?.toString('utf8') ?? '(trap message out of memory bounds)');
  },
} satisfies ApiBodies;

function printable({ heap }: ApiHost, src: number, size: number): Buffer | undefined {
  return src + size > heap.sizeBytes ? undefined : heap.slice(src, size);
}
