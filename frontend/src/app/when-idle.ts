/** Longest wait for a quiet moment. Units: milliseconds. */
const IDLE_MS_MAX = 3_000;

/** Runs something once the page has shown itself and the browser has nothing better to do. Gives what takes it back. */
export function whenIdle(work: () => void): () => void {
  let takeBack = (): void => undefined;
  const plan = (): void => {
    if ('requestIdleCallback' in globalThis) {
      const handle = requestIdleCallback(work, { timeout: IDLE_MS_MAX });
      takeBack = () => cancelIdleCallback(handle);
    } else {
      const timer = setTimeout(work, 1);
      takeBack = () => clearTimeout(timer);
    }
  };
  if (document.readyState === 'complete') plan();
  else {
    addEventListener('load', plan, { once: true });
    takeBack = () => removeEventListener('load', plan);
  }
  return () => takeBack();
}
