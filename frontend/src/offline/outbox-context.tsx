import { useCallback, useState } from 'react';
import { useCaller } from '../network/caller-context.tsx';
import { ConfigurationInvalid } from '../network/configuration-invalid.ts';
import { fromKept } from './kept-value.ts';
import type { Outbox } from './outbox.ts';
import type { KeptFailure, OutboxItem } from './outbox-item.ts';
import { useMaybeOutbox, useOutboxItems } from './outbox-items.tsx';
import type { Write } from './write.ts';

/** The outbox itself. Context: in a home. */
export function useOutbox(): Outbox {
  const outbox = useMaybeOutbox();
  if (!outbox) throw new ConfigurationInvalid('expected a page below OutboxProvider');
  return outbox;
}

/** A write of a page, as it stands. */
export interface WriteInHand {
  /** Stores the write and sends it. Errors: those of IndexedDB. */
  readonly submit: (write: Write) => Promise<void>;
  /** `idle` before `submit`; `done` only after the certificate of the answer was checked. */
  readonly state: 'idle' | OutboxItem['state'];
  /** It is stored and not over yet. */
  readonly busy: boolean;
  /** Why it was refused, or was not answered yet; show it by `<FailureNotice>`. */
  readonly failure?: KeptFailure;
  /** What was answered, when `done`. */
  readonly result?: unknown;
  /** Back to `idle`; an item that is over is taken out of the outbox. */
  readonly reset: () => void;
}

/** One write in the hand of a page: `submit`, then follow `state`. */
export function useWrite(): WriteInHand {
  const outbox = useOutbox();
  const caller = useCaller().principal.toText();
  const items = useOutboxItems();
  const [key, setKey] = useState<string>();
  const item = items.find((each) => each.key === key);
  const submit = useCallback(
    async (write: Write) => setKey(await outbox.add(write, caller)),
    [outbox, caller],
  );
  const reset = useCallback(() => {
    setKey(undefined);
    if (key && (item?.state === 'done' || item?.state === 'refused')) void outbox.discard(key);
  }, [outbox, key, item?.state]);
  return {
    submit,
    state: item?.state ?? 'idle',
    busy: item?.state === 'sending' || item?.state === 'waiting',
    reset,
    ...(item?.failure ? { failure: item.failure } : {}),
    ...(item?.state === 'done' ? { result: fromKept(item.result) } : {}),
  };
}
