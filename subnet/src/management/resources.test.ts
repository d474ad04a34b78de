import { beforeEach, describe, expect, test } from 'vitest';
import type { CanisterState } from '../canister/canister-state.ts';
import { keyText, type PrincipalKey } from '../principal.ts';
import { call, newCanister, NO_SETTINGS, of, ok, refused, STRANGER } from './call-in-tests.ts';
import { usedBytes } from './canister-memory.ts';
import { frozenCycles } from './cycles-account.ts';
import { InMemoryHost, succeeded } from './in-memory-host.ts';
import { EMPTY_MODULE, installEmpty, take, taking, upload } from './snapshot-calls-in-tests.ts';

const GIB = 2n ** 30n;
const MIB = 2n ** 20n;
const PLENTY = 10n ** 18n;

let host: InMemoryHost;
let key: PrincipalKey;
const state = (): CanisterState => host.canisters.get(key) as CanisterState;

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
  host.freeCycles = false;
  state().cycles = PLENTY;
});

const settings = (changes: Record<string, unknown>) => ({
  ...of(key),
  settings: { ...NO_SETTINGS, ...changes },
  sender_canister_version: [],
});

/** The subnet is so full that whatever is taken from now on is paid in advance. */
function aboveThreshold(): void {
  host.memoryThresholdBytes = host.memory.usedBytes;
  host.memoryCapacityBytes = host.memory.usedBytes + 100n * GIB;
}

/** Reserved for the first GiB of the 100 above the threshold. */
const FIRST_GIB = 127_000n * 1_500_000n;

describe('update_settings', () => {
  test('what the canister can hold until it would freeze is granted, one cycle less is not', async () => {
    const need = async (changes: Record<string, unknown>): Promise<bigint> => {
      await ok(host, 'update_settings', settings(changes));
      const frozen = frozenCycles(state());
      await ok(host, 'update_settings', settings({ compute_allocation: [0n], memory_allocation: [0n] }));
      return frozen;
    };
    const rows = [
      ['compute_allocation', 5n, 'IC0530: Cannot increase compute allocation to 5%'],
      ['memory_allocation', GIB, `IC0531: Cannot increase memory allocation to ${GIB}`],
    ] as const;
    for (const [name, value, text] of rows) {
      const frozen = await need({ [name]: [value] });
      state().cycles = frozen - 1n;
      expect(await refused(host, 'update_settings', settings({ [name]: [value] }))).toBe(
        `${text} due to insufficient cycles. At least 1 additional cycles are required.`,
      );
      state().cycles = frozen;
      await ok(host, 'update_settings', settings({ [name]: [value] }));
      state().cycles = PLENTY;
      await ok(host, 'update_settings', settings({ [name]: [0n] }));
    }
  });

  test('a freezing threshold may freeze the canister', async () => {
    state().cycles = 1n;
    await ok(host, 'update_settings', settings({ freezing_threshold: [2n ** 64n - 1n] }));
    expect(frozenCycles(state())).toBeGreaterThan(state().cycles);
  });

  test('above the threshold of the subnet an allocation is paid in advance', async () => {
    aboveThreshold();
    const used = usedBytes(state());
    await ok(host, 'update_settings', settings({ memory_allocation: [GIB + used] }));
    expect(state().reservedCycles).toBe(FIRST_GIB);
    expect(state().cycles).toBe(PLENTY - FIRST_GIB);
  });

  test('the limit of reserved cycles holds for allocations', async () => {
    aboveThreshold();
    const allocation = GIB + usedBytes(state());
    const asking = (limit: bigint) =>
      settings({ memory_allocation: [allocation], reserved_cycles_limit: [limit] });
    expect(await refused(host, 'update_settings', asking(FIRST_GIB - 1n))).toBe(
      `IC0533: Cannot increase memory allocation to ${allocation} due to its reserved cycles limit. ` +
        `The current limit (${FIRST_GIB - 1n}) would be exceeded by 1.`,
    );
    await ok(host, 'update_settings', asking(FIRST_GIB));
  });

  test('what others use is not there to be promised, in units that fit', async () => {
    host.memoryCapacityBytes = host.memory.usedBytes + 3n * MIB;
    expect(await refused(host, 'update_settings', settings({ memory_allocation: [5n * MIB] }))).toMatch(
      /^IC0101: Canister requested 5\.00 MiB of memory but only 3\.00 MiB are available in the subnet\.$/,
    );
    await ok(host, 'update_settings', settings({ memory_allocation: [3n * MIB] }));
  });
});

describe('methods that take memory', () => {
  const chunk = (fill: number) => ({ ...of(key), chunk: new Uint8Array(16).fill(fill) });
  const WORK = 5_000_000n + 200_000_000n;

  test('upload_chunk costs its work, also for a chunk that is there', async () => {
    await ok(host, 'upload_chunk', chunk(1));
    await ok(host, 'upload_chunk', chunk(1));
    expect(state().cycles).toBe(PLENTY - 2n * WORK);
    expect(state().consumed?.instructions).toBe(2n * WORK);
  });

  test('upload_chunk: work that cannot be paid is refused, and only the controllers learn what is missing', async () => {
    state().cycles = frozenCycles(state()) + WORK - 1n;
    expect(await refused(host, 'upload_chunk', chunk(1))).toBe(
      `IC0504: Error from Wasm chunk store: Error charging for 'upload_chunk': Canister ${keyText(key)} is out of ` +
        'cycles: please top up the canister with at least 1 additional cycles.',
    );
    const own = { caller: key, fromCanister: true };
    expect(await refused(host, 'upload_chunk', chunk(1), own)).toMatch(/is out of cycles\.$/);
  });

  test('upload_chunk: a chunk that would freeze the canister is refused', async () => {
    state().cycles = frozenCycles(state()) + WORK;
    const outcome = await call(host, 'upload_chunk', chunk(1));
    expect(outcome).toMatchObject({ answer: { errorCode: 'IC0532' } });
    expect(state().chunks.size).toBe(0);
  });

  test('upload_chunk: a full subnet takes no chunk', async () => {
    host.memoryCapacityBytes = host.memory.usedBytes + MIB - 1n;
    expect(await call(host, 'upload_chunk', chunk(1))).toMatchObject({ answer: { errorCode: 'IC0101' } });
    host.memoryCapacityBytes += 1n;
    await ok(host, 'upload_chunk', chunk(1));
  });

  test('upload_chunk: above the threshold a chunk is paid in advance, within the limit', async () => {
    aboveThreshold();
    await ok(host, 'update_settings', settings({ reserved_cycles_limit: [0n] }));
    expect(await call(host, 'upload_chunk', chunk(1))).toMatchObject({ answer: { errorCode: 'IC0534' } });
    await ok(host, 'update_settings', settings({ reserved_cycles_limit: [PLENTY] }));
    await ok(host, 'upload_chunk', chunk(1));
    expect(state().reservedCycles).toBeGreaterThan(0n);
  });

  test('take_canister_snapshot costs its work by size', async () => {
    await installEmpty(host, key);
    const before = state().cycles;
    const size = 6n + 65_536n + 131_072n + 16n;
    await take(host, key);
    expect(before - state().cycles).toBe(5_000_000n + 2_000_000_000n + size);
  });

  test('take_canister_snapshot: refused without room, without cycles for the memory and without cycles for the work', async () => {
    await installEmpty(host, key);
    const size = 6n + 65_536n + 131_072n + 16n;
    host.memoryCapacityBytes = host.memory.usedBytes + size - 1n;
    expect(await refused(host, 'take_canister_snapshot', taking(key))).toContain('IC0101');
    host.memoryCapacityBytes += 1n;
    state().cycles = frozenCycles(state());
    expect(await refused(host, 'take_canister_snapshot', taking(key))).toContain('IC0532');
    state().cycles = frozenCycles(state()) + 2_000_000_000n;
    expect(await refused(host, 'take_canister_snapshot', taking(key))).toMatch(
      /^IC0207: Canister snapshotting failed with: `Canister .* is out of cycles: please top up .*`$/,
    );
  });

  test('a snapshot that replaces one needs room for the difference only', async () => {
    await installEmpty(host, key);
    const { id } = await take(host, key);
    host.memoryCapacityBytes = host.memory.usedBytes + 16n;
    expect(await refused(host, 'take_canister_snapshot', taking(key))).toContain('IC0101');
    await take(host, key, id);
  });

  test('reading and writing a snapshot cost their work', async () => {
    await installEmpty(host, key);
    const { id } = await take(host, key);
    const before = state().cycles;
    const slice = { wasm_module: { offset: 0n, size: 6n } };
    await ok(host, 'read_canister_snapshot_data', { ...of(key), snapshot_id: id, kind: slice });
    expect(before - state().cycles).toBe(5_000_000n + 5_000_000n + 6n);
    const uploaded = await upload(host, key);
    const then = state().cycles;
    const kind = { wasm_module: { offset: 0n } };
    const chunkOf3 = { ...of(key), snapshot_id: uploaded, kind, chunk: new Uint8Array(3) };
    await ok(host, 'upload_canister_snapshot_data', chunkOf3);
    expect(then - state().cycles).toBe(5_000_000n + 5_000_000n + 3n);
  });
});

describe('installations in a row', () => {
  const install = { mode: { reinstall: null }, wasm_module: EMPTY_MODULE, arg: new Uint8Array(0) };
  const argument = () => ({ ...of(key), ...install, sender_canister_version: [] });

  beforeEach(() => {
    host.freeCycles = true;
    host.run = () => ({ ...succeeded(), instructions: 3_000_000_000n });
  });

  test('are as many as one likes unless the rate is limited', async () => {
    for (let i = 0; i < 3; i++) await ok(host, 'install_code', argument());
    expect(state().installDebit).toBeUndefined();
  });

  test('wait until time has given back what the last ones used', async () => {
    host.installRateLimit = true;
    await ok(host, 'install_code', argument());
    host.nowNs += 1_499_999_999n;
    expect(await refused(host, 'install_code', argument())).toBe(
      `IC0209: Canister ${keyText(key)} is rate limited because it executed too many instructions in the previous ` +
        'install_code messages. Please retry installation after several minutes.',
    );
    host.nowNs += 1n;
    await ok(host, 'install_code', argument());
  });

  test('a stranger is told of controllers, not of the rate', async () => {
    host.installRateLimit = true;
    await ok(host, 'install_code', argument());
    expect(await refused(host, 'install_code', argument(), { caller: STRANGER })).toContain('IC0512');
  });
});
