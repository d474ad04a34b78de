import { useAnyText } from '../language/index.ts';
import { fromKept } from '../offline/kept-value.ts';
import type { OutboxItem } from '../offline/outbox-item.ts';
import type { Write } from '../offline/write.ts';

/** What a person asked for, in her words. */
export function useWriteName({ write }: OutboxItem): string {
  const explain = useAnyText('shell');
  const { method } = fromKept(write) as Write;
  return explain(`write.${method}`, 'write.other');
}
