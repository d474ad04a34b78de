import { resolve } from 'node:path';

import { buildCanister } from './build-canister.ts';
import type { BuildProgress, BuiltCanister } from './build-canister.ts';
import { BuildError } from './build-error.ts';
import { readProject } from './read-project.ts';

/** Which canisters to build and how; `root` holds `dfx.json`. */
export interface BuildAllOptions {
  readonly root: string;
  /** The canisters to build, in `dfx.json`'s order; all when absent or empty. */
  readonly names?: readonly string[];
  readonly outDir?: string;
  readonly force?: boolean;
  /** For each canister. */
  readonly timeoutMs?: number;
  readonly onProgress?: BuildProgress;
}

/**
 * Builds canisters one after another; stops at the first failure, keeping what was built before it.
 * Errors: {@link BuildError}, naming the canister; an unknown name is refused before anything is built.
 */
export async function buildAll(options: BuildAllOptions): Promise<readonly BuiltCanister[]> {
  const root = resolve(options.root);
  const known = (await readProject(root)).map(({ name }) => name);
  const wanted = options.names ?? [];
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new BuildError(
      'canister-unknown',
      `expected a canister of dfx.json (${known.join(', ')}), got "${unknown}"`,
      {
        canister: unknown,
      },
    );
  }
  const built: BuiltCanister[] = [];
  for (const name of known.filter((candidate) => wanted.length === 0 || wanted.includes(candidate))) {
    built.push(await buildCanister({ ...options, root, name }));
  }
  return built;
}
