import { toHex } from '@indus/client';
import type { OutboxWorld } from './outbox.ts';

const NAME = 'indus-outbox';
const KEY_BYTES = 16;

/** Time, chance and the other pages of the portal, as the browser has them. */
export function browserOutboxWorld(): OutboxWorld {
  const channel = new BroadcastChannel(NAME);
  return {
    nowMs: Date.now,
    random: Math.random,
    newKey: () => toHex(crypto.getRandomValues(new Uint8Array(KEY_BYTES))),
    later(delayMs, work) {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    alone: async (work) => navigator.locks.request(NAME, work),
    others: {
      tell: () => channel.postMessage(undefined),
      listen(changed) {
        channel.addEventListener('message', changed);
        return () => channel.removeEventListener('message', changed);
      },
    },
  };
}
