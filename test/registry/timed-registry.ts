import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Principal } from '@dfinity/principal';
import { buildCanister } from '@indus/cli';
import { connect, encodeBoard, openRegistry, registryInterface } from '@indus/client';
import type { registry as candid, Registry } from '@indus/client';
import { startTestSubnet, type TestSubnet } from '@indus/subnet/testing';
import { testIdentity } from '../harness/test-agent.ts';
import { organisationDetails, testBoard } from './registry-network.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A registry on a subnet whose time the test holds. */
export interface TimedRegistry {
  readonly subnet: TestSubnet;
  readonly canisterId: Principal;
  readonly module: Uint8Array;
  /** The registry as person `number` sees it; anonymous without a number. Reads are proven at the subnet's time. */
  as(number?: number): Registry;
  /** The registry as any principal sees it, a canister too. */
  asPrincipal(sender: Principal): Registry;
  /** Persons 1 and 2 of the board carry an action out. */
  enact(action: candid.Action): Promise<candid.Proposal>;
  /** Admits an organisation with a number of its own, whose admin is a person. */
  admit(number: number, admin: number): Promise<bigint>;
  /** Moves the clock and lets timers that set timers have their rounds. Units: milliseconds. */
  advance(ms: number): Promise<void>;
}

/** A person's principal. */
export function person(number: number): Principal {
  return testIdentity(number).getPrincipal();
}

/** A module that does nothing, and whose bytes are unique to the text. */
export function emptyModule(text: string): Uint8Array {
  const name = new TextEncoder().encode(text);
  return Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, name.length + 1, name.length, ...name);
}

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** Builds the registry, starts a subnet and installs it there. */
export async function startTimedRegistry(module?: Uint8Array): Promise<TimedRegistry> {
  const wasm = module ?? (await buildRegistry());
  const subnet = await startTestSubnet();
  const canisterId = await subnet.setupCanister(wasm, { argument: encodeBoard(testBoard()) });
  const connection = connect({
    url: 'http://127.0.0.1',
    rootKey: subnet.subnet.rootKey,
    nowMs: () => Number(subnet.timeNs / 1_000_000n),
  });
  const asPrincipal = (sender?: Principal): Registry => ({
    ...openRegistry(connection, canisterId),
    service: subnet.actor<candid._SERVICE>(canisterId, registryInterface, sender ? { sender } : {}) as never,
  });
  const as = (number?: number) => asPrincipal(number === undefined ? undefined : person(number));
  const advance = async (ms: number): Promise<void> => {
    await subnet.advanceTime(ms);
    for (let round = 0; round < 4; round += 1) await subnet.advanceTime(0);
  };
  const enact = async (action: candid.Action): Promise<candid.Proposal> => {
    const made = answerOf(await as(1).service.propose(action));
    for (const voter of [1, 2]) {
      const vote = { proposal: made.id, approve: true, idempotency_key: [] as [] };
      const voted = answerOf(await as(voter).service.vote(vote));
      if (voter === 2) return voted;
    }
    return made;
  };
  const admit = async (number: number, admin: number): Promise<bigint> => {
    const { status } = await enact({ admit_organisation: organisationDetails(number) });
    const organisation = ('executed' in status ? status.executed.organisation[0] : undefined) as bigint;
    await enact({ grant_role: { organisation, member: person(admin), role: { admin: null } } });
    return organisation;
  };
  await advance(1_000);
  return { subnet, canisterId, module: wasm, as, asPrincipal, enact, admit, advance };
}

/** The module of the registry. */
export async function buildRegistry(): Promise<Uint8Array> {
  const built = await buildCanister({ root: ROOT, name: 'registry' });
  return new Uint8Array(await readFile(built.wasmGzPath));
}

/** What a method answers when it does not refuse. */
export function answerOf<T>(result: { Ok: T } | { Err: candid.MethodError }): T {
  if ('Ok' in result) return result.Ok;
  const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);
  throw new Error(`expected an answer, got ${JSON.stringify(result.Err, plain)}`);
}
