import { readMessage } from '@indus/kit/admit-message';
import { guard } from '@indus/kit/endpoint';
import type { Host, Method } from '@indus/kit/endpoint';
import { envOf } from '@indus/kit/env';
import type { Env } from '@indus/kit/env';

/**
 * Runs one call of a method whose answer is no `variant { Ok; Err }`, since Internet Identity's is none.
 * Context: manual methods. Errors: a refusal traps with its case and leaves no trace; the rest as the kit's `serve`.
 */
export function servePlain<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  host: Host,
  handle: (env: Env, ...args: Args) => Value,
  encode: (value: Value) => Uint8Array = (value) => method.reply.encode(value),
): void {
  const { system } = host;
  guard(system, () => {
    const bounds = { types: method.args, sizeBytesMax: method.argumentSizeBytesMax };
    const args = readMessage(system.argument(), bounds) as unknown as Args;
    system.reply(encode(handle(envOf(system), ...args)));
  });
}
