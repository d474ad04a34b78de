import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { productEnvironment } from './product-environment.ts';

/** A running subnet in another process. */
export interface KillableSubnet {
  readonly port: number;
  /** Hexadecimal DER. */
  readonly rootKey: string;
  /** Ends the process at once, as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>;
  /** Stops the subnet in order. */
  stop(): Promise<void>;
}

/** Starts a subnet on a state directory in a process of its own. */
export async function startKillable(stateDir: string): Promise<KillableSubnet> {
  const script = fileURLToPath(new URL('./subnet-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, stateDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...productEnvironment(), ...process.env },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await firstLine(child);
  return {
    ...(JSON.parse(ready) as { port: number; rootKey: string }),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the subnet ended with code ${code}: ${errors}`)));
  });
}
