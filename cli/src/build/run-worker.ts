import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { WorkerMessage, WorkerRequest } from './build-worker.ts';
import { BuildError } from './build-error.ts';

/** How long one canister may take to build before its process is ended. */
export const BUILD_TIMEOUT_MS = 180_000;

/** The only variables of the environment that reach a build; `AZLE_*`, `ESBUILD_*` and `NODE_OPTIONS` would change its bytes. */
const PASSED_VARIABLES = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SystemRoot',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
];

/** The end of the process's own output that is shown when it dies without an answer. */
const OUTPUT_CHARS_MAX = 2_000;

/**
 * Builds one canister in a child process, so that neither a canister's code nor a compiler can touch or hang the command line.
 * Errors: any code of the worker; `build-timeout`, `build-crashed`.
 */
export function runWorker(
  request: WorkerRequest,
  onStep: (step: string) => void,
  timeoutMs: number,
): Promise<Extract<WorkerMessage, { kind: 'built' }>> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(new URL('./build-worker.ts', import.meta.url)), [], {
    cwd: request.root,
    env: Object.fromEntries(PASSED_VARIABLES.flatMap((name) => keepVariable(name))),
    execArgv: ['--import', loader],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-OUTPUT_CHARS_MAX);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new BuildError('build-timeout', `expected the build within ${timeoutMs / 1000} s, got no result`),
      );
    }, timeoutMs);
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'step') {
        onStep(message.step);
      } else if (message.kind === 'built') {
        resolve(message);
      } else {
        reject(new BuildError(message.code, message.message));
      }
    });
    child.on('error', (cause) =>
      reject(new BuildError('build-crashed', `the build process: ${cause.message}`, { cause })),
    );
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      reject(
        new BuildError('build-crashed', `the build process ended with ${signal ?? code}:\n${output.trim()}`),
      );
    });
    child.send(request);
  });
}

function keepVariable(name: string): [string, string][] {
  const value = process.env[name];
  return value === undefined ? [] : [[name, value]];
}
