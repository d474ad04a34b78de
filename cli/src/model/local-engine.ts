import { readFile } from 'node:fs/promises';
import {
  connect,
  createCanister,
  type Engine,
  generateSeed,
  identityFromSeed,
  installModule,
  openEngine,
} from '@indus/client';
import { buildCanisters } from '../deploy/build-canisters.ts';

/** Name of the engine in `dfx.json`. */
export const ENGINE = 'engine';

/** A Candid message without values. Source: Candid specification, "Parameters and results". */
const NO_ARGUMENTS = Uint8Array.from([...new TextEncoder().encode('DIDL'), 0, 0]);

/**
 * Runs work against the project's engine on a subnet inside this process: no network, no port, nothing that stays. The engine's
 * own module runs, and instructions are counted as the network counts them.
 * Errors: BuildError; those of the work.
 */
export async function withLocalEngine<Result>(
  root: string,
  progress: (text: string) => void,
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const { Subnet } = await import('@indus/subnet');
  const [built] = await buildCanisters(root, [ENGINE], progress);
  const subnet = await Subnet.start();
  try {
    const connection = connect({
      url: 'http://127.0.0.1',
      rootKey: subnet.rootKey,
      identity: identityFromSeed(generateSeed()),
      fetch: (input, init) => subnet.fetch(input as string, init),
    });
    const canisterId = await createCanister(connection);
    const module = new Uint8Array(await readFile(built?.wasmGzPath ?? ''));
    await installModule(connection, { canisterId, kind: 'install', module, arg: NO_ARGUMENTS });
    return await work(openEngine(connection, canisterId));
  } finally {
    await subnet.stop();
  }
}
