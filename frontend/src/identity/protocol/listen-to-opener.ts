import type { PageRequest } from './page-request.ts';
import { AUTHORIZE_READY, readClientRequest } from './read-client-request.ts';
import { readSignerRequest } from './read-signer-request.ts';

/** Bounds: requests of a page that wait for the person; one more is refused. */
const WAITING_MAX = 4;

/** The window that opened this page, and its requests one after the other. */
export interface Opener {
  /** Whether there is a window that could ask. */
  readonly exists: boolean;
  /** Whether the window that asked is still there to hear. */
  readonly isOpen: () => boolean;
  /** Stops listening. */
  readonly close: () => void;
}

/**
 * Tells the window that opened this page that it is ready, and takes its requests. The first origin that asks is the only one
 * that is heard; messages of any other window are left alone.
 * Source: Internet Identity specification, "Client authentication protocol"; ICRC-29, "Signer".
 */
export function listenToOpener(page: Window, take: (request: PageRequest) => void): Opener {
  const opener = page.opener as Window | null;
  let established: string | undefined;
  let waiting = 0;

  const hear = (event: MessageEvent) => {
    if (opener === null || event.source !== opener) return;
    if (established !== undefined && event.origin !== established) return;
    const { data, origin } = event as { readonly data: unknown; readonly origin: string };
    // An opaque origin cannot be replied to, nor told from another.
    if (origin === 'null' || origin === '') return;
    const reply = (answer: unknown) => opener.postMessage(answer, origin);
    const message = { data, origin, reply };
    const signer = readSignerRequest(message);
    if (signer !== 'other') established = origin;
    const request = typeof signer === 'object' ? signer.request : readClientRequest(message);
    if (request === undefined) return;
    established = origin;
    if (waiting >= WAITING_MAX) {
      request.refuse('failed');
      return;
    }
    waiting++;
    take(onceAnswered(request, () => waiting--));
  };

  page.addEventListener('message', hear);
  // Nobody knows yet who opened the page; the message says nothing.
  opener?.postMessage(AUTHORIZE_READY, '*');
  return {
    exists: opener !== null,
    isOpen: () => opener !== null && !opener.closed,
    close: () => page.removeEventListener('message', hear),
  };
}

/** A request is answered once: by a grant or by a refusal. */
function onceAnswered(request: PageRequest, done: () => void): PageRequest {
  let open = true;
  const once =
    <T>(answer: (value: T) => void) =>
    (value: T) => {
      if (!open) return;
      open = false;
      done();
      answer(value);
    };
  const { wants } = request;
  return {
    ...request,
    refuse: once(request.refuse),
    wants:
      wants.kind === 'delegation'
        ? { ...wants, grant: once(wants.grant) }
        : { ...wants, grant: once(wants.grant) },
  };
}
