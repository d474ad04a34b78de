import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** A TypeScript file of this folder in a process of its own, asked one thing at a time. */
export class BenchProcess {
  readonly #child: ChildProcess;

  constructor(file: string, args: readonly string[] = []) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), [...args], {
      execArgv: ['--import', TSX],
      serialization: 'advanced',
    });
  }

  /** The next message of the process. Errors: it ended without one. */
  next<Message>(): Promise<Message> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void =>
        reject(new Error(`expected an answer, got the end of the process (${code})`));
      this.#child.once('exit', onExit);
      this.#child.once('message', (message) => {
        this.#child.off('exit', onExit);
        resolve(message as Message);
      });
    });
  }

  ask<Message>(order: unknown): Promise<Message> {
    const answer = this.next<Message>();
    this.#child.send(order as never);
    return answer;
  }

  /** Asks the process to end, and waits for it. */
  stop(order?: unknown): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      if (order === undefined) this.#child.kill();
      else this.#child.send(order as never);
    });
  }
}
