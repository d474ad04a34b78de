import type { Principal } from '@indus/client';
import { useText } from '../language/index.ts';
import { Copyable } from './copyable.tsx';

/** A principal: its first and last groups are shown, all of it is copied. */
export function PrincipalId({
  value,
  whole = false,
}: {
  readonly value: Principal | string;
  readonly whole?: boolean;
}) {
  const text = useText('common');
  const id = typeof value === 'string' ? value : value.toText();
  const groups = id.split('-');
  const short = groups.length > 5 && !whole;
  return (
    <Copyable value={id} what={text('what.principal')}>
      {short ? `${groups.slice(0, 2).join('-')}-…-${groups.at(-1)}` : id}
    </Copyable>
  );
}
