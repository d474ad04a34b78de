import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The canister id under which tools look for the Candid UI on the IC. Source: dfinity/icp-cli, links after `icp deploy`. */
export const CANDID_UI_CANISTER = 'a4gq6-oaaaa-aaaab-qaa4q-cai';

/** The pages of the Candid UI and the policy that they keep. */
export interface CandidUiSite {
  readonly directory: string;
  readonly contentSecurityPolicy: string;
}

const PAGE = join(import.meta.dirname, 'page');
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Writes the pages of the Candid UI into a directory: its own script with the client, for browsers of 2023 and newer. */
export async function buildCandidUi(directory: string): Promise<CandidUiSite> {
  await mkdir(directory, { recursive: true });
  await build({
    entryPoints: [join(PAGE, 'main.ts')],
    outfile: join(directory, 'candid-ui.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { global: 'globalThis' },
    legalComments: 'eof',
    logLevel: 'silent',
  });
  for (const file of ['index.html', 'candid-ui.css']) await copyFile(join(PAGE, file), join(directory, file));
  return { directory, contentSecurityPolicy: POLICY };
}
