/** What signing in asks of a browser; a test brings its own. */
export interface SignInBrowser {
  readonly nowMs: () => number;
  /** Opens or reuses the window of this name; null: the browser would not. */
  readonly open: (address: string, name: string) => object | null;
  /** Runs once after a time. Bounds: at most 2^31 - 1 milliseconds. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Calls back at each sign of a person: keys, pointer, touch, and the page being looked at again. */
  readonly onActivity: (run: () => void) => () => void;
  /** Tells the other tabs of this page. */
  readonly tell: (message: string) => void;
  readonly onTold: (run: (message: string) => void) => () => void;
  /** One at a time, over all tabs. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
}

const CHANNEL = 'indus-sign-in';
const ACTIVITY = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'visibilitychange'];

interface Page {
  open(address: string, name: string): object | null;
  readonly document: {
    addEventListener(type: string, run: () => void, options: { capture: true; passive: true }): void;
    removeEventListener(type: string, run: () => void, options: { capture: true }): void;
  };
  readonly navigator: {
    readonly locks?: { request<T>(name: string, run: () => Promise<T>): Promise<T> };
  };
}

/** The browser that this page is in. */
export function signInBrowser(): SignInBrowser {
  const page = globalThis as unknown as Page;
  const channel = new BroadcastChannel(CHANNEL);
  return {
    nowMs: Date.now,
    open: (address, name) => page.open(address, name),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    onActivity(run) {
      for (const type of ACTIVITY)
        page.document.addEventListener(type, run, { capture: true, passive: true });
      return () => {
        for (const type of ACTIVITY) page.document.removeEventListener(type, run, { capture: true });
      };
    },
    tell: (message) => channel.postMessage(message),
    onTold(run) {
      channel.onmessage = (event: { readonly data: unknown }) => run(String(event.data));
      return () => channel.close();
    },
    alone: (run) => page.navigator.locks?.request(CHANNEL, run) ?? run(),
  };
}
