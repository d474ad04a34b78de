import { Option } from 'commander';
import type { SubnetEvent } from '@indus/subnet';
import { explainError } from './explain-error.ts';
import { type LogForm, logLine } from './log-event.ts';

/** Where a command speaks: results to standard output, progress and events to standard error. */
export interface Output {
  /** Tells what is being done. */
  progress(text: string): void;
  /** Tells what happened on a subnet. */
  event(event: SubnetEvent): void;
  /** Gives the result, once: the text for people, or the value as one line of JSON. */
  result(text: string, value: unknown): void;
}

/** In which form a command speaks. */
export interface OutputOptions {
  readonly json?: boolean;
  readonly log?: LogForm;
}

/** The option `--log`, which every command has. */
export function logOption(): Option {
  return new Option('--log <form>', 'how progress and events are told')
    .choices(['text', 'json'])
    .default('text');
}

/** The output of one command. */
export function makeOutput({ json = false, log = 'text' }: OutputOptions): Output {
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  return {
    progress: (text) => tell(log === 'text' ? text : logLine(log, Date.now(), progressEvent(text))),
    event: (event) => tell(logLine(log, Date.now(), event)),
    result: (text, value) => void process.stdout.write(`${json ? JSON.stringify(value) : text}\n`),
  };
}

function progressEvent(message: string) {
  return { level: 'info', event: 'progress', message } as const;
}

/** Runs a command's work; when it fails, says why in one place and ends the process with status 1. */
export async function runCommand(
  options: OutputOptions,
  work: (output: Output) => Promise<void>,
): Promise<void> {
  try {
    await work(makeOutput(options));
  } catch (error) {
    const failed = explainError(error);
    const event = {
      level: 'error',
      event: 'failed',
      message: failed.message,
      fields: { code: failed.code },
    } as const;
    const line = options.log === 'json' ? logLine('json', Date.now(), event) : `indus: ${failed.message}`;
    process.stderr.write(`${line}\n`);
    if (options.json)
      process.stdout.write(`${JSON.stringify({ error: failed.code, message: failed.message })}\n`);
    process.exitCode = 1;
  }
}
