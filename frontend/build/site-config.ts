import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

/** Which of the two pages. */
export type SiteName = 'portal' | 'identity';

/** Folder of the package. */
export const FRONTEND = join(import.meta.dirname, '..');

/** Where a page starts, and which files are copied as they are. */
const SITES: Readonly<Record<SiteName, { readonly page: string; readonly files: string }>> = {
  portal: { page: 'index.html', files: 'public' },
  identity: { page: 'identity.html', files: 'identity-public' },
};

/** Browsers of 2023 and newer, as the service worker and the dialogs need. */
export const TARGET = ['es2022', 'chrome111', 'firefox114', 'safari16.4'];

/** Vite's configuration of a page. */
export function siteConfig(site: SiteName): InlineConfig {
  const { page, files } = SITES[site];
  return {
    configFile: false,
    root: FRONTEND,
    publicDir: join(FRONTEND, files),
    plugins: [react()],
    logLevel: 'warn',
    define: { global: 'globalThis' },
    build: {
      target: TARGET,
      // A file in the script would need an exception in the policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(FRONTEND, page),
        // These packages do nothing by being loaded, and do not say so: parts of the page would fetch them whole.
        treeshake: { moduleSideEffects: [{ test: /node_modules\/@dfinity\//, sideEffects: false }] },
        output: { codeSplitting: { groups: [{ name: frameOf }] } },
      },
    },
  };
}

/** Leads to all of the client, of which a page takes what it uses. */
const CLIENT_DOOR = /\/client\/src\/index\.ts$/;

/** What of the build's graph is looked at. */
interface Graph {
  getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/**
 * One file for all that the page needs before it shows anything: a dozen small ones would each bring headers of their own, and
 * wait for one another on a slow line.
 */
function frameOf(id: string, graph: Graph): string | null {
  const seen = new Set<string>();
  const isOfFrame = (at: string): boolean => {
    if (seen.has(at)) return false;
    seen.add(at);
    const info = graph.getModuleInfo(at);
    return (
      info !== null && (info.isEntry || info.importers.some((by) => !CLIENT_DOOR.test(by) && isOfFrame(by)))
    );
  };
  return isOfFrame(id) ? 'frame' : null;
}
