import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const INDUS = join(ROOT, 'cli', 'bin', 'indus.js');

/** The ready line of `indus start --json`. */
export interface Ready {
  readonly ready: true;
  readonly url: string;
  readonly portal: string | null;
  readonly rootKey: string;
  readonly canisters: Readonly<Record<string, string>>;
  readonly readyMs: number;
}

/** A command that ended. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A network that runs in a process of its own. */
export interface RunningIndus {
  readonly ready: Ready;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** Runs a command of `indus` to its end. */
export async function runIndus(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return ended(launch(args, env));
}

/** Starts a network and waits until it is ready; fails with what the command said when it ends before. */
export async function startIndus(args: readonly string[]): Promise<RunningIndus> {
  const child = launch(['start', '--json', ...args], {});
  const end = ended(child);
  let text = '';
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
  });
  const first = await Promise.race([line, end]);
  if (typeof first !== 'string') throw new Error(`indus start ended: ${first.stdout}${first.stderr}`);
  const ready = JSON.parse(first) as Ready | { readonly error: string };
  if ('error' in ready) throw new Error(`indus start failed: ${first}`);
  return {
    ready,
    kill: (signal) => {
      child.kill(signal);
      return end;
    },
  };
}

function launch(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [INDUS, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
  const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { status, signal, stdout, stderr };
}
