import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { BuildError } from './build-error.ts';

/** The only version of Azle whose internals this driver knows. Source: package `azle`, git tag 0.33.0. */
export const AZLE_VERSION = '0.33.0';

/** SHA-256 of Azle's prebuilt canister template, equal in the npm package and in the git tag 0.33.0. */
export const AZLE_TEMPLATE_SHA256 = 'fa87d4ae38c8ce4ebc49f3cb05d0d3b1276eab19c5d26705d65fbf6e1c162806';

/** Where the pinned Azle lies, after its version and template were checked. */
export interface AzleToolchain {
  /** The package's folder as the canister sees it (symbolic links kept, as Azle's bundler keeps them). */
  readonly packageDir: string;
  readonly templatePath: string;
}

/**
 * Finds Azle from a canister's folder upwards and refuses any other version or template.
 * Errors: `toolchain-missing`, `toolchain-mismatch`.
 */
export async function findAzleToolchain(fromDir: string): Promise<AzleToolchain> {
  const packageDir = findPackage('azle', fromDir);
  const manifest = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
    version?: string;
  };
  if (manifest.version !== AZLE_VERSION) {
    throw new BuildError(
      'toolchain-mismatch',
      `expected azle ${AZLE_VERSION}, got ${manifest.version} in ${packageDir}`,
    );
  }
  const templatePath = join(packageDir, 'dist/canister_templates/stable.wasm');
  if (!existsSync(templatePath)) {
    throw new BuildError(
      'toolchain-missing',
      `expected Azle's canister template at ${templatePath}, got no file`,
    );
  }
  const sha256 = createHash('sha256')
    .update(await readFile(templatePath))
    .digest('hex');
  if (sha256 !== AZLE_TEMPLATE_SHA256) {
    throw new BuildError(
      'toolchain-mismatch',
      `expected the canister template of azle ${AZLE_VERSION} with SHA-256 ${AZLE_TEMPLATE_SHA256}, got ${sha256} (${templatePath}); ` +
        'the installed package was changed: run `npm ci`',
    );
  }
  return { packageDir, templatePath };
}

/**
 * The folder of an installed package, looked up as Node does from `fromDir`.
 * Errors: `toolchain-missing`.
 */
export function findPackage(name: string, fromDir: string): string {
  for (let dir = fromDir; ; dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) {
      return candidate;
    }
    if (dir === dirname(dir)) {
      throw new BuildError(
        'toolchain-missing',
        `expected package ${name} reachable from ${fromDir}, got none: run \`npm ci\``,
      );
    }
  }
}

/** The file URL of a module inside a package, for `import()` past the package's `exports`. */
export function packageModuleUrl(packageDir: string, path: string): string {
  return pathToFileURL(join(packageDir, path)).href;
}
