import type { ApiBodies, ApiHost } from './api-host.ts';
import { wasmTrap } from '../canister-trap.ts';
import { fromParts, writeCycles } from './api-host.ts';

/** Source: IC interface specification, "Cycles". */
export const cyclesApi = {
  canister_cycle_balance: ({ run }: ApiHost) => in64Bits(run.ledger.cycles),
  canister_cycle_balance128: (host: ApiHost, dst: number) =>
    writeCycles(host, 'canister_cycle_balance128', dst, host.run.ledger.cycles),
  canister_liquid_cycle_balance128: (host: ApiHost, dst: number) =>
    writeCycles(host, 'canister_liquid_cycle_balance128', dst, host.run.liquidCycles),

  msg_cycles_available: ({ run }: ApiHost) => in64Bits(run.cyclesAvailable),
  msg_cycles_available128: (host: ApiHost, dst: number) =>
    writeCycles(host, 'msg_cycles_available128', dst, host.run.cyclesAvailable),

  msg_cycles_refunded: ({ run }: ApiHost) => in64Bits(run.input.cyclesRefunded),
  msg_cycles_refunded128: (host: ApiHost, dst: number) =>
    writeCycles(host, 'msg_cycles_refunded128', dst, host.run.input.cyclesRefunded),

  msg_cycles_accept: (host: ApiHost, max: bigint) => accept(host, fromParts(0n, max)),
  msg_cycles_accept128: (host: ApiHost, high: bigint, low: bigint, dst: number) =>
    writeCycles(host, 'msg_cycles_accept128', dst, accept(host, fromParts(high, low))),

  cycles_burn128: (host: ApiHost, high: bigint, low: bigint, dst: number) => {
    const { run } = host;
    const burned = smaller(fromParts(high, low), run.liquidCycles);
    run.ledger.cycles -= burned;
    run.cyclesBurned += burned;
    writeCycles(host, 'cycles_burn128', dst, burned);
  },
} satisfies ApiBodies;

function accept({ run }: ApiHost, max: bigint): bigint {
  const amount = smaller(max, run.cyclesAvailable);
  run.cyclesAvailable -= amount;
  run.cyclesAccepted += amount;
  run.ledger.cycles += amount;
  return amount;
}

function in64Bits(cycles: bigint): bigint {
  if (cycles >> 64n !== 0n) throw wasmTrap('cycles amount exceeds 64-bit representation');
  return cycles;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
