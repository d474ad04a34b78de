import type { BuiltCanister } from '../build/index.ts';

/**
 * Builds the named canisters of a project (all when none is named) where an input changed.
 * Errors: BuildError.
 */
export async function buildCanisters(
  root: string,
  names: readonly string[],
  progress: (text: string) => void,
): Promise<readonly BuiltCanister[]> {
  const { buildAll } = await import('../build/index.ts');
  return buildAll({ root, names, onProgress: ({ canister, step }) => progress(`${canister}: ${step}`) });
}
