import { readFile } from 'node:fs/promises';
import { CommandFailed } from '../command-failed.ts';

/**
 * The JSON object in a file, or undefined when there is no file.
 * Errors: CommandFailed `state_invalid` for anything but an object.
 */
export async function readJsonObject(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CommandFailed('state_invalid', `expected JSON in ${path}`, { cause });
  }
  if (!isObject(value)) throw new CommandFailed('state_invalid', `expected a JSON object in ${path}`);
  return value;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
