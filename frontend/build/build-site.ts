import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vite';
import { buildServiceWorker } from './build-service-worker.ts';
import { hashFiles } from './hash-files.ts';
import { icAssets } from './ic-assets.ts';
import { inProduction } from './in-production.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import { FRONTEND, siteConfig, type SiteName } from './site-config.ts';

/** A page as it is served: its files, and the policy that they keep. */
export interface BuiltSite {
  readonly directory: string;
  readonly contentSecurityPolicy: string;
}

/** What decides about a build, from the root of the repository. */
const INPUTS = ['frontend', 'client/src', 'client/package.json', 'package-lock.json', 'tsconfig.json'];
const REPOSITORY = dirname(FRONTEND);

/** Builds the portal into a folder, unless what it was last built from there has not changed. */
export async function buildPortal(out: string): Promise<BuiltSite> {
  return buildSite('portal', out);
}

/** Builds the page of the identity provider into a folder, unless what it was last built from there has not changed. */
export async function buildIdentityPage(out: string): Promise<BuiltSite> {
  return buildSite('identity', out);
}

async function buildSite(site: SiteName, out: string): Promise<BuiltSite> {
  const directory = resolve(out);
  const built = { directory, contentSecurityPolicy: contentSecurityPolicy(site) };
  const record = `${directory}.inputs`;
  const inputs = await hashFiles(REPOSITORY, INPUTS);
  if ((await isFile(join(directory, 'index.html'))) && (await readText(record)) === inputs) return built;

  const fresh = `${directory}.fresh`;
  const config = siteConfig(site);
  await inProduction(async () => {
    await build({ ...config, build: { ...config.build, outDir: fresh, emptyOutDir: true } });
    if (site === 'portal') await buildServiceWorker(fresh);
  });
  if (site === 'identity') await rename(join(fresh, 'identity.html'), join(fresh, 'index.html'));
  await rm(join(fresh, '.vite'), { recursive: true, force: true });
  await writeFile(join(fresh, '.ic-assets.json5'), icAssets(site));

  // What is served is whole at any time but this one.
  await rm(record, { force: true });
  await rm(directory, { recursive: true, force: true });
  await rename(fresh, directory);
  await writeFile(record, inputs);
  return built;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
