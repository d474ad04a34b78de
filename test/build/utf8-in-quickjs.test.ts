import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const SAMPLES = 400;

/** Runs a function body in the QuickJS of Azle's template; `data` is at hand there. */
function runInQuickJs(data: unknown, body: string): unknown {
  const script = fileURLToPath(new URL('./run-in-quickjs.ts', import.meta.url));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const input = `const data = ${JSON.stringify(data)};\nglobalThis.run = () => {${body}};`;
  const child = spawnSync(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    input,
    encoding: 'utf8',
  });
  expect(child.stderr.replaceAll(/^npm warn.*\n/gm, '')).toBe('');
  return JSON.parse(child.stdout);
}

describe('canisters/kit/utf8 inside Azle’s QuickJS', () => {
  it('encodes as Node does, through the native Candid encoder', () => {
    const texts = [
      ...fc.sample(fc.string({ unit: 'binary', maxLength: 80 }), { numRuns: SAMPLES, seed: 1 }),
      ...[
        '',
        '"\\'.repeat(40),
        '\0\n\r\t\u2028'.repeat(10),
        '\ud800 lone \udc00'.repeat(5),
        '\ufeff',
        '\\u{41}\\n'.repeat(9),
      ],
      'اردو '.repeat(20_000),
    ];
    const encoded = runInQuickJs(
      texts,
      `let native = 0;
       const inner = globalThis._azleIc.candidEncode;
       globalThis._azleIc.candidEncode = (text) => { native += 1; return inner(text); };
       const encoder = new TextEncoder();
       const bytes = data.map((text) => Array.from(encoder.encode(text)));
       return { native, bytes };`,
    ) as { native: number; bytes: number[][] };
    expect(encoded.native).toBe(texts.filter((text) => text.length >= 12).length);
    expect(encoded.bytes).toEqual(texts.map((text) => [...new TextEncoder().encode(text)]));
  });

  it('decodes as Node does: same text, same replacement, same refusals', () => {
    const edge = [
      0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
    ];
    const strings = [
      ...fc.sample(fc.array(fc.constantFrom(...edge), { maxLength: 8 }), { numRuns: SAMPLES, seed: 2 }),
      ...fc
        .sample(fc.string({ unit: 'binary', maxLength: 40 }), { numRuns: SAMPLES, seed: 3 })
        .map((text) => [...new TextEncoder().encode(text)]),
      [...new TextEncoder().encode('اردو '.repeat(5_000))],
    ];
    const decoded = runInQuickJs(
      strings,
      `const fatal = new TextDecoder('utf8', { fatal: true });
       const lossy = new TextDecoder();
       return data.map((bytes) => {
         const view = Uint8Array.from(bytes);
         let strict = null;
         try { strict = fatal.decode(view); } catch (error) { if (!(error instanceof TypeError)) throw error; }
         return [strict, lossy.decode(view)];
       });`,
    );
    const fatal = new TextDecoder('utf8', { fatal: true });
    const expected = strings.map((bytes) => {
      const view = Uint8Array.from(bytes);
      try {
        return [fatal.decode(view), new TextDecoder().decode(view)];
      } catch {
        return [null, new TextDecoder().decode(view)];
      }
    });
    expect(decoded).toEqual(expected);
  });
});
