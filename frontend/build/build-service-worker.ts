import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { hashFiles } from './hash-files.ts';
import { FRONTEND, TARGET } from './site-config.ts';

/** One piece of the build as Vite's manifest tells of it. */
interface ManifestChunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** What is always there, whatever the names of the pieces are. */
const ALWAYS = ['/', '/indus.json', '/manifest.webmanifest', '/icons/indus.svg'];

/**
 * Adds the service worker to a build. It keeps what the first page needs from the start; what a person opens later is kept
 * when it is opened.
 */
export async function buildServiceWorker(directory: string): Promise<void> {
  const chunks = JSON.parse(await readFile(join(directory, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    ManifestChunk
  >;
  const precache = [...ALWAYS, ...firstLoad(chunks, 'index.html').map((file) => `/${file}`)];
  await build({
    configFile: false,
    root: FRONTEND,
    publicDir: false,
    logLevel: 'warn',
    define: {
      __PRECACHE__: JSON.stringify(precache),
      __VERSION__: JSON.stringify((await hashFiles(directory, ['.'])).slice(0, 16)),
    },
    build: {
      target: TARGET,
      outDir: directory,
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(FRONTEND, 'src/offline/worker/service-worker.ts'),
        output: { entryFileNames: 'service-worker.js', format: 'iife' },
      },
    },
  });
}

/** Files that a page asks for before it shows anything: its script, what that imports, and their styles. */
export function firstLoad(chunks: Readonly<Record<string, ManifestChunk>>, page: string): string[] {
  const files = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    const chunk = chunks[name];
    if (!chunk || visited.has(name)) return;
    visited.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit(page);
  return [...files];
}
