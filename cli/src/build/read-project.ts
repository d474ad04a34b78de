import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

import { BuildError } from './build-error.ts';

/** One canister of the project, with every path relative to the root and written with `/`. */
export interface ProjectCanister {
  readonly name: string;
  /** The contract, written by hand. */
  readonly didPath: string;
  /** The module that is built: `assembly/index.ts` beside the contract, in AssemblyScript, or `index.ts` for Azle. */
  readonly entryPath: string;
}

/** The name of the entry module, found beside the `.did` file of an Azle canister. */
export const ENTRY_FILE = 'index.ts';

/** The entry of a canister in AssemblyScript; where it is there, it is the one. */
const ASSEMBLY_ENTRY = 'assembly/index.ts';

/** The type of dfx's own canister for files, which has no module to be built. */
const FILES_TYPE = 'assets';

/**
 * Reads the canisters of `dfx.json` that are built into modules, in its order: those of type `custom`.
 * Errors: `project-invalid` when the file is absent, is no JSON or lists a canister that is neither of type `custom` nor
 * of dfx's type `assets`.
 */
export async function readProject(root: string): Promise<readonly ProjectCanister[]> {
  const path = join(root, 'dfx.json');
  if (!existsSync(path)) {
    throw new BuildError('project-invalid', `expected the file dfx.json in ${root}, got none`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BuildError('project-invalid', `expected JSON in ${path}: ${String(cause)}`, { cause });
  }
  const canisters = isRecord(parsed) && isRecord(parsed['canisters']) ? parsed['canisters'] : {};
  return Object.entries(canisters)
    .filter(([, entry]) => !(isRecord(entry) && entry['type'] === FILES_TYPE))
    .map(([name, entry]) => readCanister(root, name, entry));
}

/** Whether a canister is written in AssemblyScript. */
export function isAssembly({ entryPath }: Pick<ProjectCanister, 'entryPath'>): boolean {
  return entryPath.endsWith(`/${ASSEMBLY_ENTRY}`);
}

function readCanister(root: string, name: string, entry: unknown): ProjectCanister {
  if (!/^[a-z0-9][a-z0-9_-]*$/i.test(name)) {
    throw new BuildError(
      'project-invalid',
      `expected letters, digits, "-" and "_" as a canister's name, got "${name}"`,
    );
  }
  if (!isRecord(entry) || entry['type'] !== 'custom' || typeof entry['candid'] !== 'string') {
    throw new BuildError(
      'project-invalid',
      `expected canister "${name}" of dfx.json to be of type "custom" with a "candid" path`,
      {
        canister: name,
      },
    );
  }
  const didPath = posix.normalize(entry['candid']);
  if (posix.isAbsolute(didPath) || didPath.startsWith('../')) {
    throw new BuildError('project-invalid', `expected a "candid" path inside the project, got "${didPath}"`, {
      canister: name,
    });
  }
  const folder = dirname(didPath);
  const file = existsSync(join(root, folder, ASSEMBLY_ENTRY)) ? ASSEMBLY_ENTRY : ENTRY_FILE;
  return { name, didPath, entryPath: posix.join(folder, file) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
