import { Subnet } from '@indus/subnet';
import type { Principal } from '@dfinity/principal';
import wabtFactory from 'wabt';
import { managementOf } from '../harness/canisters.ts';
import { testAgent } from '../harness/test-agent.ts';

/** Memory that each canister of the test fills at its installation. Units: pages of 64 KiB. */
export const HEAP_PAGES = 64;

/** What a process that installs and removes canisters has in memory at most, in each part of its life. Units: bytes. */
export interface MemoryFigures {
  readonly atStart: number;
  /** While canisters were installed and removed one by one. */
  readonly oneByOne: number;
  /** While many were there at once; and when they were there again, after all had been removed. */
  readonly together: number;
  readonly togetherAgain: number;
}

const WASM = `(module (memory ${HEAP_PAGES})
  (func (export "canister_init") (memory.fill (i32.const 0) (i32.const 7) (i32.const ${HEAP_PAGES * 65_536}))))`;

/** Installs canisters one after the other and removes each, then holds some at once and removes them. */
async function measure(installs: number, held: number): Promise<MemoryFigures> {
  const wabt = await wabtFactory();
  const wasm = Uint8Array.from(wabt.parseWat('heap.wat', WASM).toBinary({}).buffer);
  const subnet = await Subnet.start();
  const management = managementOf(await testAgent(subnet));
  const install = async (): Promise<Principal> => {
    const id = await management.create();
    await management.install(id, wasm);
    return id;
  };
  const remove = async (id: Principal): Promise<void> => {
    await management.stop(id);
    await management.remove(id);
  };
  await remove(await install());
  const atStart = process.memoryUsage.rss();
  let oneByOne = atStart;
  for (let left = installs; left > 0; left--) {
    await remove(await install());
    oneByOne = Math.max(oneByOne, process.memoryUsage.rss());
  }
  const holdAll = async (): Promise<number> => {
    const all: Principal[] = [];
    for (let left = held; left > 0; left--) all.push(await install());
    const holding = process.memoryUsage.rss();
    for (const id of all) await remove(id);
    return holding;
  };
  const [together, togetherAgain] = [await holdAll(), await holdAll()];
  await subnet.stop();
  return { atStart, oneByOne, together, togetherAgain };
}

const [installs = 0, held = 0] = process.argv.slice(2).map(Number);
process.stdout.write(`${JSON.stringify(await measure(installs, held))}\n`);
