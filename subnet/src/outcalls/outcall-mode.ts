import { AllowList, type AllowListOptions } from './allow-list.ts';
import type { OutcallRoute } from './perform-outcall.ts';

/** Where outcalls of canisters go. */
export interface OutcallOptions extends AllowListOptions {
  /** Root certificates in PEM that are trusted besides the machine's, such as a ministry's own. */
  readonly ca?: readonly string[];
}

/** Off: refused. Mock: they wait until a test answers them. Live: performed. */
export type OutcallMode =
  | { readonly kind: 'off' }
  | { readonly kind: 'mock' }
  | { readonly kind: 'live'; readonly route: OutcallRoute };

/** What the options say. Errors: OutcallOptionInvalid. */
export function outcallMode(options: OutcallOptions | 'mock' | undefined): OutcallMode {
  if (options === undefined) return { kind: 'off' };
  if (options === 'mock') return { kind: 'mock' };
  const { ca } = options;
  return { kind: 'live', route: { allowList: new AllowList(options), ...(ca && { ca }) } };
}
