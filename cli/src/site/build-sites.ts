import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BuildError } from '../build/build-error.ts';
import type { BuiltSite } from './build-site.ts';
import type { SiteName } from './site-name.ts';
import type { SitesMessage, SitesRequest } from './site-worker.ts';

/** The end of the process's own output that is shown when it dies without an answer. */
const OUTPUT_CHARS_MAX = 2_000;

/** The pages as they were built. */
export type BuiltSites = Readonly<Record<SiteName, BuiltSite>>;

/**
 * Builds both pages, compressed, each in a folder under the given one, in a process of its own: the bundler keeps neither
 * time nor memory of the one that serves. What has not changed is kept.
 * Errors: BuildError `bundle-failed`, `build-crashed`.
 */
export function buildSites(directory: string): Promise<BuiltSites> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(new URL('./site-worker.ts', import.meta.url)), [], {
    execArgv: ['--import', loader],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-OUTPUT_CHARS_MAX);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('message', (message: SitesMessage) => {
      if (message.kind === 'built') resolve(message.sites);
      else reject(new BuildError('bundle-failed', message.message));
    });
    child.on('error', (cause) => reject(new BuildError('build-crashed', cause.message, { cause })));
    child.on('close', (code, signal) => {
      const ended = `the process that builds the pages ended with ${signal ?? code}:\n${output.trim()}`;
      reject(new BuildError('build-crashed', ended));
    });
    child.send({ directory } satisfies SitesRequest);
  });
}
