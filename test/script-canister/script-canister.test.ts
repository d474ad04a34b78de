import { expect, test } from 'vitest';
import { scriptCanister } from './script-canister.ts';

test.each([32, 64] as const)('the script canister with %i-bit pointers is a module', async (pointers) => {
  const wasm = await scriptCanister({ pointers, hooks: ['timer', 'heartbeat', 'inspect'] });
  expect([...wasm.subarray(0, 4)]).toEqual([0, 0x61, 0x73, 0x6d]);
  if (pointers === 32) expect(WebAssembly.validate(wasm)).toBe(true);
});
