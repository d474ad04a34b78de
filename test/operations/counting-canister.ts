import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { managementOf } from '../harness/canisters.ts';
import { query, replyOf, update } from '../harness/raw-calls.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';

/** Adds one everywhere at once: global, heap, stable memory, certified data; answers with the new value. */
export const ADD = script(
  op('setGlobal', op('add', 1, op('global'))),
  op('setSlot', 0, op('global')),
  op('stableWrite', 0, op('toBlob', op('global'))),
  op('certifiedDataSet', op('toBlob', op('global'))),
  ...replyWith(op('toBlob', op('global'))),
);
const READ = script(
  ...replyWith(
    op(
      'concat',
      op('concat', op('toBlob', op('global')), op('toBlob', op('slot', 0))),
      op('stableRead', 0, 8),
    ),
  ),
);

/** A canister that counts in all its memories. */
export async function countingCanister(agent: HttpAgent): Promise<Principal> {
  const management = managementOf(agent);
  const canister = await management.create();
  await management.install(canister, await scriptCanister());
  replyOf(await update(agent, canister, script(op('drop', op('stableGrow', 1)), ...replyWith(''))));
  return canister;
}

/** Adds one; the new value. */
export async function add(agent: HttpAgent, canister: Principal): Promise<bigint> {
  return Buffer.from(replyOf(await update(agent, canister, ADD))).readBigUInt64LE();
}

/** The value, which must be the same in all memories. */
export async function readCount(agent: HttpAgent, canister: Principal): Promise<bigint> {
  const bytes = Buffer.from(replyOf(await query(agent, canister, READ)));
  const values = [0, 8, 16].map((at) => bytes.readBigUInt64LE(at));
  if (new Set(values).size !== 1) throw new Error(`a half round: ${values.join(', ')}`);
  return values[0] as bigint;
}
