import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';

import { managementOf } from '../harness/canisters.ts';

/** Creates a canister through a stock agent, which becomes its controller, and installs a module without arguments. */
export async function deployModule(agent: HttpAgent, module: Uint8Array): Promise<Principal> {
  const management = managementOf(agent);
  const canister = await management.create();
  await management.install(canister, module, Uint8Array.from([0x44, 0x49, 0x44, 0x4c, 0, 0]));
  return canister;
}
