import assert from 'node:assert/strict';
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

/** What the frame needs once somebody is signed in: without a network, too, it must restore, read, write and tell. */
const FRAME_PARTS = [
  'src/app/open-portal.ts',
  'src/app/open-reads.ts',
  'src/app/home-frame.tsx',
  'src/app/role-links.tsx',
  'src/app/outbox-page.tsx',
  'src/offline/send-write.ts',
];

/**
 * Adds the service worker to a build. It keeps the frame of the portal from the start; a home is kept when it is opened.
 */
export async function buildServiceWorker(directory: string): Promise<void> {
  const chunks = JSON.parse(await readFile(join(directory, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    ManifestChunk
  >;
  const parts = ['index.html', ...FRAME_PARTS].flatMap((part) => closureOf(chunks, part));
  const precache = [...new Set([...ALWAYS, ...parts.map((file) => `/${file}`)])];
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

/** Files of a part of the build: its script, what that imports, and their styles. */
function closureOf(chunks: Readonly<Record<string, ManifestChunk>>, part: string): string[] {
  const files = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    const chunk = chunks[name];
    if (!chunk || visited.has(name)) return;
    visited.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  assert(chunks[part], `expected a part ${part} of the build`);
  visit(part);
  return [...files];
}
