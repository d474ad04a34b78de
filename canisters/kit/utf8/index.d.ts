/** Encodes texts as UTF-8; a lone surrogate becomes U+FFFD. There is no `encodeInto`. */
export declare class TextEncoder {
  readonly encoding: 'utf-8';
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

/**
 * Decodes whole UTF-8 texts as the WHATWG Encoding Standard says, except that `stream` is refused.
 * Errors: RangeError for another encoding; TypeError for malformed bytes when `fatal`.
 */
export declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  readonly encoding: 'utf-8';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBufferLike | ArrayBufferView, options?: { readonly stream?: boolean }): string;
}
