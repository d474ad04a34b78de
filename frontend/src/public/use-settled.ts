import { useEffect, useState } from 'react';

/** Units: milliseconds. */
const SETTLE_MS = 350;

/** A text that somebody types, once she pauses: no search for every letter. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
