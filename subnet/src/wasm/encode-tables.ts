import type { ByteWriter } from './byte-writer.ts';
import type { TableLayout } from './module-layout.ts';
import { TYPE } from './opcodes.ts';

/** Writes the module's table, a 64-bit one as a 32-bit one, and behind it that of the growth hook. */
export function encodeTables(out: ByteWriter, table: TableLayout | undefined, growthHook: boolean): void {
  const count = (table ? 1 : 0) + (growthHook ? 1 : 0);
  if (count === 0) return;
  out.u32(count);
  if (table) {
    out.byte(table.elementType);
    out.byte(table.max === undefined ? 0 : 1);
    out.u32(table.min);
    if (table.max !== undefined) out.u32(Math.min(table.max, 0xffff_ffff));
  }
  if (growthHook) out.put(TYPE.funcref, 1, 1, 1);
}
