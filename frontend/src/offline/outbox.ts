import { fromKept, toKept } from './kept-value.ts';
import type { OfflineStore } from './offline-store.ts';
import type { KeptFailure, OutboxItem } from './outbox-item.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { Write } from './write.ts';

/** Bounds: age up to which a canister knows an idempotency key, less an hour. Units: milliseconds. */
export const KEY_AGE_MS_MAX = 23 * 3_600_000;

/** How long what is done stays in the list. Units: milliseconds. */
const DONE_MS_MAX = 3_600_000;

/** What became of one attempt. */
export type Attempt =
  | { readonly kind: 'done'; readonly result: unknown }
  /** Nothing was changed, and nothing will be. */
  | { readonly kind: 'refused'; readonly failure: KeptFailure }
  /** Try again. `sent`: it may have been carried out. */
  | { readonly kind: 'again'; readonly failure: KeptFailure; readonly sent: boolean; readonly atMs?: number };

/** Sends the writes of one caller. */
export interface Sender {
  readonly caller: string;
  send(write: Write, idempotencyKey: string): Promise<Attempt>;
  /** Called after each write that was carried out. */
  done(): void;
}

/** An attempt that failed by a mistake of ours: the next one may do better. */
const UNEXPECTED: Attempt = { kind: 'again', failure: { key: 'unexpected', values: {} }, sent: true };

/** Time, chance and the one who may send, from outside. */
export interface OutboxWorld {
  readonly nowMs: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** 16 fresh bytes in hexadecimal digits. */
  readonly newKey: () => string;
  /** Runs `work` after a time; gives what takes it back. */
  readonly later: (delayMs: number, work: () => void) => () => void;
  /** Runs `work` in one page of the portal at a time. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  /** Tells other pages of the portal that items changed, and listens to them. */
  readonly others: { tell(): void; listen(changed: () => void): () => void };
}

/**
 * Writes that wait for the network: each is stored with its idempotency key before it is sent, sent until it is answered, and
 * kept with the reason when it is refused.
 */
export class Outbox {
  readonly #store: OfflineStore;
  readonly #world: OutboxWorld;
  readonly #listeners = new Set<() => void>();
  #items: readonly OutboxItem[] = [];
  #sender: Sender | undefined;
  #cancel: (() => void) | undefined;
  #working = false;
  #sending: string | undefined;
  /** Items that go out before their time. */
  readonly #hurried = new Set<string>();

  constructor(store: OfflineStore, world: OutboxWorld) {
    this.#store = store;
    this.#world = world;
  }

  /** All items, oldest first; the same array until something changes. */
  items = (): readonly OutboxItem[] => this.#items;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins to send what waits for this caller. Gives what ends it. */
  start(sender: Sender): () => void {
    this.#sender = sender;
    const unlisten = this.#world.others.listen(() => void this.#load());
    void this.#load().then(() => this.sendNow());
    return () => {
      unlisten();
      this.#cancel?.();
      if (this.#sender === sender) this.#sender = undefined;
    };
  }

  /** Stores a write and sends it; gives its key. Errors: those of IndexedDB: nothing was stored or sent then. */
  async add(write: Write, caller: string): Promise<string> {
    const atMs = this.#world.nowMs();
    const key = this.#world.newKey();
    await this.#put({
      key,
      caller,
      write: toKept(write),
      state: 'waiting',
      attempts: 0,
      createdAtMs: atMs,
      nextAtMs: atMs,
      mayHaveHappened: false,
    });
    void this.#work();
    return key;
  }

  /** Forgets an item: one that is over, or one that a person gives up. */
  async discard(key: string): Promise<void> {
    await this.#store.deleteItem(key);
    this.#set(this.#items.filter((item) => item.key !== key));
    this.#world.others.tell();
  }

  /** Forgets everything that a caller wrote. */
  async discardAll(caller: string): Promise<void> {
    for (const item of this.#items.filter((each) => each.caller === caller)) await this.discard(item.key);
  }

  /** Sends what waits without waiting for its time, as when the network is back. */
  sendNow = (): void => {
    for (const { key } of this.#waiting()) this.#hurried.add(key);
    void this.#work();
  };

  /** Takes over what the store has: other pages work on it, too. */
  async #load(): Promise<void> {
    const stored = await this.#store.listItems().catch(() => this.#items);
    const nowMs = this.#world.nowMs();
    const items = stored.filter(
      ({ state, createdAtMs }) => state !== 'done' || nowMs - createdAtMs < DONE_MS_MAX,
    );
    this.#set(items.map((item) => this.#asHere(item)).sort((a, b) => a.createdAtMs - b.createdAtMs));
  }

  /** What is on its way from a page that was closed, or from another one, waits as seen from here. */
  #asHere(item: OutboxItem): OutboxItem {
    if (item.state !== 'sending' || item.key === this.#sending) return item;
    return { ...item, state: 'waiting', mayHaveHappened: true };
  }

  async #work(): Promise<void> {
    if (this.#working || !this.#sender) return;
    this.#working = true;
    this.#cancel?.();
    try {
      await this.#world.alone(async () => {
        // Another page may have sent meanwhile what waits here.
        await this.#load();
        for (let item = this.#due(); item; item = this.#due()) await this.#attempt(item);
      });
    } finally {
      this.#working = false;
    }
    this.#plan();
  }

  #due(): OutboxItem | undefined {
    const nowMs = this.#world.nowMs();
    const waiting = this.#waiting();
    return waiting.find((item) => item.nextAtMs <= nowMs || this.#hurried.has(item.key));
  }

  #waiting(): readonly OutboxItem[] {
    const caller = this.#sender?.caller;
    return this.#items.filter((item) => item.state === 'waiting' && item.caller === caller);
  }

  #plan(): void {
    const times = this.#waiting().map((item) => item.nextAtMs);
    if (times.length === 0) return;
    const delayMs = Math.max(0, Math.min(...times) - this.#world.nowMs());
    this.#cancel = this.#world.later(delayMs, () => void this.#work());
  }

  async #attempt(item: OutboxItem): Promise<void> {
    const sender = this.#sender;
    if (!sender) return;
    if (item.mayHaveHappened && this.#world.nowMs() - item.createdAtMs > KEY_AGE_MS_MAX) {
      return this.#note({ ...item, state: 'unknown' });
    }
    const attempts = item.attempts + 1;
    this.#hurried.delete(item.key);
    this.#sending = item.key;
    await this.#note({ ...item, state: 'sending', attempts });
    const attempt = await sender.send(fromKept(item.write) as Write, item.key).catch(() => UNEXPECTED);
    this.#sending = undefined;
    if (attempt.kind === 'done') {
      const { failure: _, ...rest } = item;
      await this.#note({ ...rest, state: 'done', attempts, result: toKept(attempt.result) });
      sender.done();
    } else if (attempt.kind === 'refused') {
      await this.#note({ ...item, state: 'refused', attempts, failure: attempt.failure });
    } else {
      const delayMs = retryDelayMs(attempts, this.#world.random());
      const nextAtMs = Math.max(this.#world.nowMs() + delayMs, attempt.atMs ?? 0);
      const mayHaveHappened = item.mayHaveHappened || attempt.sent;
      await this.#note({
        ...item,
        state: 'waiting',
        attempts,
        nextAtMs,
        mayHaveHappened,
        failure: attempt.failure,
      });
    }
  }

  /** What a full disk does not take is still true in this page. */
  async #note(item: OutboxItem): Promise<void> {
    await this.#put(item).catch(() => this.#replace(item));
  }

  async #put(item: OutboxItem): Promise<void> {
    await this.#store.putItem(item);
    this.#replace(item);
    this.#world.others.tell();
  }

  #replace(item: OutboxItem): void {
    const known = this.#items.some((each) => each.key === item.key);
    this.#set(
      known ? this.#items.map((each) => (each.key === item.key ? item : each)) : [...this.#items, item],
    );
  }

  #set(items: readonly OutboxItem[]): void {
    this.#items = items;
    for (const listener of this.#listeners) listener();
  }
}
