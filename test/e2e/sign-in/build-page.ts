import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const PAGES = join(import.meta.dirname, 'pages');
/** The library that the newer front-end library was made for, beside the one that other tests use. */
const CORE = '@icp-sdk/core';
const CORE_OF_AUTH = 'icp-sdk-core-of-auth';

/** Bundles a front-end of the tests into a folder: `auth-client`, or `signer` with the newer libraries. */
export async function buildPage(name: 'auth-client' | 'signer', directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await build({
    entryPoints: [join(PAGES, `${name}.ts`)],
    outfile: join(directory, 'page.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { global: 'globalThis' },
    alias: { [CORE]: CORE_OF_AUTH },
    logLevel: 'silent',
  });
  await copyFile(join(PAGES, 'index.html'), join(directory, 'index.html'));
}
