import { toHex } from '@indus/client';
import { useText } from '../language/index.ts';
import { Copyable } from './copyable.tsx';

/** Digits shown at either end. */
const SHOWN = 8;

/** A hash: its ends are shown, all of it is copied. Shape: bytes, or hexadecimal digits. */
export function Hash({
  value,
  whole = false,
}: {
  readonly value: Uint8Array | string;
  readonly whole?: boolean;
}) {
  const text = useText('common');
  const digits = typeof value === 'string' ? value : toHex(value);
  const short = digits.length > 2 * SHOWN + 1 && !whole;
  return (
    <Copyable value={digits} what={text('what.hash')}>
      {short ? `${digits.slice(0, SHOWN)}…${digits.slice(-SHOWN)}` : digits}
    </Copyable>
  );
}
