import { MessageRefused } from './admit-message.ts';
import { Refusal } from './refusal.ts';

/** What the caller of a call that ends in a trap is told: never a stack, a path or a value. */
export function trapMessageOf(error: unknown): string {
  if (error instanceof MessageRefused) return `argument refused: ${error.message}`;
  return error instanceof Refusal ? `refused: ${Object.keys(error.error).join()}` : 'internal';
}
