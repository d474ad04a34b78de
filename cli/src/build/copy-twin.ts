import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type BuildRecord, readFreshRecord, writeOutputs } from './build-record.ts';
import type { ProjectCanister } from './read-project.ts';

/** Where builds of a project lie. */
export interface BuildPlace {
  readonly root: string;
  readonly outDir: string;
  readonly project: readonly ProjectCanister[];
}

/**
 * Gives a canister the outputs of another that is made of the same entry and contract and whose build is fresh, as the
 * shards of one kind are; undefined when there is none.
 */
export async function copyTwin(
  { root, outDir, project }: BuildPlace,
  canister: ProjectCanister,
): Promise<{ readonly record: BuildRecord; readonly twin: string } | undefined> {
  for (const { name: twin, entryPath, didPath } of project) {
    if (twin === canister.name || entryPath !== canister.entryPath || didPath !== canister.didPath) continue;
    const fresh = await readFreshRecord(root, outDir, twin);
    if (fresh === undefined) continue;
    const record = { ...fresh, name: canister.name };
    const wasmGz = await readFile(join(outDir, `${twin}.wasm.gz`));
    const did = await readFile(join(outDir, `${twin}.did`), 'utf8');
    await writeOutputs(outDir, { record, wasmGz, did, listed: project.map(({ name }) => name) });
    return { record, twin };
  }
  return undefined;
}
