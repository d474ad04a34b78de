import assert from 'node:assert/strict';

/** How a request ended. */
export type Ending =
  | { readonly kind: 'reply'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'reject';
      readonly code: number;
      readonly message: string;
      readonly errorCode: string;
      /** Whether the state tree says it, and not the node alone. */
      readonly certified: boolean;
    }
  | { readonly kind: 'http'; readonly status: number; readonly text: string };

/** Reject codes. Source: HTTPS interface, "Reject codes". */
export const REJECT = {
  sysFatal: 1,
  sysTransient: 2,
  destinationInvalid: 3,
  canisterReject: 4,
  canisterError: 5,
  sysUnknown: 6,
} as const;

/** An ending in one line, for messages. */
export function describeEnding(ending: Ending): string {
  if (ending.kind === 'reply') return `reply ${Buffer.from(ending.bytes.subarray(0, 64)).toString('hex')}`;
  if (ending.kind === 'http') return `HTTP ${ending.status} ${ending.text.slice(0, 300)}`;
  return `reject ${ending.code} ${ending.errorCode} ${ending.certified ? '' : '(not certified) '}${ending.message.slice(0, 400)}`;
}

/** The bytes of a reply. */
export function replyOf(ending: Ending): Uint8Array {
  if (ending.kind !== 'reply') assert.fail(`expected a reply, got ${describeEnding(ending)}`);
  return ending.bytes;
}

/** A reply as text. */
export function textOf(ending: Ending): string {
  return Buffer.from(replyOf(ending)).toString();
}

/** A reply of eight bytes, little-endian. */
export function numberOf(ending: Ending): bigint {
  return Buffer.from(replyOf(ending)).readBigUInt64LE();
}

/** What a reject must be. */
export interface ExpectedReject {
  readonly code: number;
  readonly errorCode?: string;
  readonly text?: string | RegExp;
  readonly certified?: boolean;
}

/** Checks a reject, its error code and its text. */
export function assertReject(ending: Ending, expected: ExpectedReject): void {
  const got = describeEnding(ending);
  if (ending.kind !== 'reject') assert.fail(`expected reject ${expected.code}, got ${got}`);
  assert.equal(ending.code, expected.code, `expected reject code ${expected.code}, got ${got}`);
  if (expected.errorCode !== undefined)
    assert.equal(ending.errorCode, expected.errorCode, `expected ${expected.errorCode}, got ${got}`);
  if (typeof expected.text === 'string')
    assert.ok(ending.message.includes(expected.text), `expected the text "${expected.text}", got ${got}`);
  else if (expected.text)
    assert.ok(expected.text.test(ending.message), `expected the text ${expected.text}, got ${got}`);
  if (expected.certified !== undefined)
    assert.equal(
      ending.certified,
      expected.certified,
      `expected certified=${expected.certified}, got ${got}`,
    );
}

/** Checks that a request was turned away as the client's fault. */
export function assertClientError(ending: Ending): void {
  if (ending.kind !== 'http' || ending.status < 400 || ending.status > 499)
    assert.fail(`expected a 4xx status, got ${describeEnding(ending)}`);
}
