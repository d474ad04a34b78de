import type { EntryPoint } from '../protocol.ts';

/**
 * From where a System API function may be called.
 * Source: IC interface specification, "Overview of imports".
 */
export type Mode =
  'I' | 'G' | 'U' | 'RQ' | 'NRQ' | 'TQ' | 'CQ' | 'Ry' | 'Rt' | 'CRy' | 'CRt' | 'C' | 'CC' | 's' | 'F' | 'T';

/** Every mode, in the specification's order; the index is the mode's bit. */
export const MODES: readonly Mode[] = [
  'I',
  'G',
  'U',
  'RQ',
  'NRQ',
  'TQ',
  'CQ',
  'Ry',
  'Rt',
  'CRy',
  'CRt',
  'C',
  'CC',
  's',
  'F',
  'T',
];

/** Modes without their results' certification. */
export const NON_REPLICATED: ReadonlySet<Mode> = new Set<Mode>(['NRQ', 'TQ', 'CQ', 'CRy', 'CRt', 'CC', 'F']);

/** The bit of a mode in the masks of the import table. */
export function modeBit(mode: Mode): number {
  return 1 << MODES.indexOf(mode);
}

/** The mask of a list of modes; `*` stands for all but `s`. */
export function modeMask(list: string): number {
  let mask = 0;
  for (const word of list.split(' ')) {
    if (word === '*') for (const mode of MODES) mask |= mode === 's' ? 0 : modeBit(mode);
    else mask |= modeBit(word as Mode);
  }
  return mask;
}

/** The mode of an entry point. */
export function modeOfEntry(entry: EntryPoint, replicated: boolean): Mode {
  switch (entry.kind) {
    case 'update':
      return 'U';
    case 'query':
      if (entry.transform === true) return 'TQ';
      return replicated ? 'RQ' : 'NRQ';
    case 'composite_query':
      return 'CQ';
    case 'inspect_message':
      return 'F';
    case 'heartbeat':
    case 'global_timer':
    case 'on_low_wasm_memory':
      return 'T';
    case 'reply_callback':
      return replicated ? 'Ry' : 'CRy';
    case 'reject_callback':
      return replicated ? 'Rt' : 'CRt';
    case 'cleanup_callback':
      return replicated ? 'C' : 'CC';
  }
}

const MODE_TEXT: Readonly<Record<Exclude<Mode, 'T'>, string>> = {
  I: 'init',
  G: 'pre upgrade',
  U: 'update',
  RQ: 'replicated query',
  NRQ: 'non replicated query',
  TQ: 'non replicated query',
  CQ: 'composite query',
  Ry: 'reply callback',
  Rt: 'reject callback',
  CRy: 'composite reply callback',
  CRt: 'composite reject callback',
  C: 'cleanup',
  CC: 'composite cleanup',
  s: 'start',
  F: 'inspect message',
};

/** How the IC names a mode in its error texts. Source: dfinity/ic, rs/embedders, `ApiType::as_str`. */
export function modeText(mode: Mode, entry: EntryPoint | undefined): string {
  if (mode !== 'T') return MODE_TEXT[mode];
  if (entry?.kind === 'global_timer') return 'global timer';
  return entry?.kind === 'on_low_wasm_memory' ? 'on low Wasm memory' : 'heartbeat';
}
