import { join } from 'node:path';
import { buildSite, type BuiltSite } from './build-site.ts';
import { compressFiles } from './compress-files.ts';
import { SITE_NAMES, type SiteName } from './site-name.ts';
import { withLock } from './with-lock.ts';

/** What is asked of the process that builds the pages. */
export interface SitesRequest {
  /** Folder under which each page has one of its own. */
  readonly directory: string;
}

/** What the process answers, once. */
export type SitesMessage =
  | { readonly kind: 'built'; readonly sites: Readonly<Record<SiteName, BuiltSite>> }
  | { readonly kind: 'failed'; readonly message: string };

async function buildSites({ directory }: SitesRequest): Promise<SitesMessage> {
  const sites: Partial<Record<SiteName, BuiltSite>> = {};
  for (const name of SITE_NAMES) {
    const site = await buildSite(name, join(directory, name));
    await compressFiles(site.directory);
    sites[name] = site;
  }
  return { kind: 'built', sites: sites as Record<SiteName, BuiltSite> };
}

process.once('message', (request: SitesRequest) => {
  void withLock(join(request.directory, 'lock'), () => buildSites(request))
    .catch((error: unknown): SitesMessage => {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    })
    .then((message) => process.send?.(message, () => process.exit(0)));
});
