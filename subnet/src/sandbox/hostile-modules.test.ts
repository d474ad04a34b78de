import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrincipalKey } from '../principal.ts';
import { mergeDeltas } from '../replica/merge-deltas.ts';
import { assemble, execution, installation, systemState } from './canister-fixture.ts';
import { HOSTILE_MODULES, type Hostile } from './hostile-module-table.ts';
import type { EntryPoint, Execution, ExecutionResult, MemoryDelta } from './protocol.ts';
import type { StoredCanister } from './sandbox.ts';
import { openSandboxPool, type SandboxPool } from './sandbox-pool.ts';

const NEIGHBOUR_MODULE = assemble({
  imports: ['msg_reply_data_append', 'msg_reply'],
  body: `(func (export "canister_update add")
    (i32.store (i32.const 65532) (i32.add (i32.load (i32.const 65532)) (i32.const 1)))
    (call $msg_reply_data_append (i32.const 65532) (i32.const 4)) (call $msg_reply))`,
});
const keyOf = (number: number) => `000000000010${number.toString(16).padStart(4, '0')}0101` as PrincipalKey;
const NEIGHBOUR = keyOf(0);

describe('modules that mean harm', () => {
  let pool: SandboxPool;
  let neighbourHash = '';
  let installed = 0;
  let added = 0;
  const losses: unknown[] = [];

  beforeAll(async () => {
    const stored = new Map<PrincipalKey, MemoryDelta>();
    const source = (canister: PrincipalKey): Promise<StoredCanister | undefined> => {
      const memory = canister === NEIGHBOUR ? stored.get(canister) : undefined;
      const module = () => Promise.resolve(NEIGHBOUR_MODULE);
      return Promise.resolve(
        memory && { moduleHash: neighbourHash, module, memory: structuredClone(memory) },
      );
    };
    pool = await openSandboxPool({
      source,
      standInSource: source,
      onChanged: (canister, delta) => {
        const before = stored.get(canister);
        stored.set(canister, before === undefined ? delta : mergeDeltas(before, delta));
      },
      onLost: (error) => losses.push(error),
    });
    neighbourHash = (await pool.prepare(NEIGHBOUR_MODULE)).moduleHash;
    await pool.install(NEIGHBOUR, installation(neighbourHash), systemState());
  });
  afterAll(() => pool.close());

  async function run(key: PrincipalKey, entry: EntryPoint): Promise<ExecutionResult> {
    const query = entry.kind === 'query' || entry.kind === 'inspect_message';
    const changes: Partial<Execution> = { entry, ...(query && { replicated: false, effect: 'discard' }) };
    const limited = { ...changes, instructionLimit: 20_000_000n };
    return (await pool.execute(key, systemState(), [execution('', limited)])).results[0] as ExecutionResult;
  }

  /** The end of the module, as the table says it. */
  async function endOf({ module, entry }: Hostile): Promise<Hostile['ends']> {
    const prepared = await pool.prepare(module());
    if (!prepared.ok) {
      expect(prepared.trap.errorCode).toBe('IC0505');
      return 'refused';
    }
    const key = keyOf(++installed);
    const order = installation(prepared.moduleHash, { instructionLimit: 20_000_000n });
    const { result } = await pool.install(key, order, systemState());
    if (result.trap) return ['installation', result.trap.errorCode];
    const { trap } = await run(key, entry ?? { kind: 'update', method: 'run' });
    pool.drop(key);
    return trap ? ['call', trap.errorCode] : 'well';
  }

  test.each(Object.entries(HOSTILE_MODULES))(
    '%s',
    async (_name, hostile) => {
      expect(await endOf(hostile)).toEqual(hostile.ends);
      const { answer } = await run(NEIGHBOUR, { kind: 'update', method: 'add' });
      const value = Buffer.alloc(4);
      value.writeUInt32LE(++added);
      expect(answer?.kind === 'reply' && Buffer.from(answer.data).equals(value)).toBe(true);
      const before = Buffer.from(await pool.read(NEIGHBOUR, 'heap', 0n, 65_532));
      expect(before.equals(Buffer.alloc(65_532))).toBe(true);
      expect(losses).toEqual([]);
    },
    120_000,
  );
});

test('what is written never shows before address 0: the dirty map cannot be read', async () => {
  const module = assemble({
    imports: ['msg_reply_data_append', 'msg_reply'],
    pages: 64,
    body: `(func (export "canister_update run")
      (memory.fill (i32.const 8192) (i32.const 255) (i32.const 1000000))
      (call $msg_reply_data_append (i32.const 0) (i32.const 8192)) (call $msg_reply))`,
  });
  const nothing = () => Promise.resolve(undefined);
  const pool = await openSandboxPool({ source: nothing, standInSource: nothing, onChanged: () => undefined });
  const { moduleHash } = await pool.prepare(module);
  await pool.install(NEIGHBOUR, installation(moduleHash), systemState());
  const { results } = await pool.execute(NEIGHBOUR, systemState(), [execution('run')]);
  const [result] = results;
  expect(result?.answer?.kind === 'reply' && Buffer.from(result.answer.data).equals(Buffer.alloc(8192))).toBe(
    true,
  );
  await pool.close();
});
