import { explainError } from './explain-error.ts';

/** Where a command speaks: results to standard output, progress to standard error. */
export interface Output {
  /** Tells what is being done. */
  progress(text: string): void;
  /** Gives the result, once: the text for people, or the value as one line of JSON. */
  result(text: string, value: unknown): void;
}

/** The output of one command. */
export function makeOutput(options: { readonly json: boolean }): Output {
  return {
    progress: (text) => void process.stderr.write(`${text}\n`),
    result: (text, value) => void process.stdout.write(`${options.json ? JSON.stringify(value) : text}\n`),
  };
}

/** Runs a command's work; when it fails, says why in one place and ends the process with status 1. */
export async function runCommand(
  options: { readonly json?: boolean },
  work: (output: Output) => Promise<void>,
): Promise<void> {
  const json = options.json ?? false;
  try {
    await work(makeOutput({ json }));
  } catch (error) {
    const failed = explainError(error);
    process.stderr.write(`indus: ${failed.message}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ error: failed.code, message: failed.message })}\n`);
    process.exitCode = 1;
  }
}
