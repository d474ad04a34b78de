import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

import { buildCanister } from './build-canister.ts';
import type { BuildProgress, BuiltCanister } from './build-canister.ts';
import { BuildError } from './build-error.ts';
import { readProject } from './read-project.ts';

/** Builds that run side by side at most; each is a process that takes half a gigabyte at its peak. */
const PARALLEL_MAX = Math.min(availableParallelism(), 4);

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
 * Builds canisters side by side as the machine has cores, those of one entry one after another, as the first serves for all.
 * The first failure is told when the builds under way have ended; what was built is kept.
 * Errors: {@link BuildError}, naming the canister; an unknown name is refused before anything is built.
 */
export async function buildAll(options: BuildAllOptions): Promise<readonly BuiltCanister[]> {
  const root = resolve(options.root);
  const project = await readProject(root);
  const known = project.map(({ name }) => name);
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
  const chosen = project.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const groups = [...new Set(chosen.map(({ entryPath }) => entryPath))].map((entry) =>
    chosen.filter(({ entryPath }) => entryPath === entry),
  );
  const built = new Map<string, BuiltCanister>();
  const failures: unknown[] = [];
  const buildNext = async (): Promise<void> => {
    for (let group = groups.shift(); group !== undefined && failures.length === 0; group = groups.shift()) {
      for (const { name } of group) built.set(name, await buildCanister({ ...options, root, name }));
    }
  };
  const build = () => buildNext().catch((error: unknown) => failures.push(error));
  await Promise.all(Array.from({ length: PARALLEL_MAX }, build));
  if (failures.length > 0) throw failures[0];
  return chosen.flatMap(({ name }) => built.get(name) ?? []);
}
