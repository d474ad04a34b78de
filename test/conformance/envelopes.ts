import assert from 'node:assert/strict';
import { Cbor, requestIdOf } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { op, replyWith, script } from '../script-canister/script.ts';
import type { Bench } from './bench.ts';
import { ANONYMOUS, Caller, requestMessage, type Content } from './caller.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { assertClientError, replyOf, type Ending } from './ending.ts';
import { ecdsaKey, ed25519Key, selfAuthenticating, type SigningKey } from './keys.ts';

const SECTION = 'https-interface, Authentication';
const WHO = script(...replyWith(op('caller')));
const MINUTE_NS = 60_000_000_000n;
const now = () => BigInt(Date.now()) * 1_000_000n;

type Kind = 'call' | 'query';
const KINDS: readonly Kind[] = ['call', 'query'];

/** One way to spoil or vary a request; `sent` gives the envelope to send. */
interface Variant {
  readonly name: string;
  readonly accepted: boolean;
  readonly caller?: (bench: Bench) => Caller;
  readonly fields?: (bench: Bench) => Content;
  readonly envelope?: (content: Content, caller: Caller, bench: Bench) => Content;
  readonly kinds?: readonly Kind[];
}

/** The section "Authentication": senders, signatures, expiries, delegations. */
export function envelopeCases(): readonly CaseGroup[] {
  const variants = [...FIELD_VARIANTS, ...SIGNATURE_VARIANTS, ...DELEGATION_VARIANTS];
  const cases = variants.flatMap((variant) =>
    (variant.kinds ?? KINDS).map((kind) =>
      conformanceCase(
        SECTION,
        `${variant.name}: ${variant.accepted ? 'accepted' : 'refused'} (${kind})`,
        (bench) => check(bench, variant, kind),
      ),
    ),
  );
  return [
    { chapter: 'Envelopes', cases },
    { chapter: 'Envelopes', cases: hashCases() },
  ];
}

async function check(bench: Bench, variant: Variant, kind: Kind): Promise<void> {
  const canister = await bench.canister('envelopes');
  const caller = variant.caller?.(bench) ?? bench.alice;
  const ending = await send(bench, canister, kind, variant, caller);
  if (!variant.accepted) return assertClientError(ending);
  const sender = variant.fields?.(bench)['sender'] ?? caller.principal.toUint8Array();
  assert.deepEqual(Buffer.from(replyOf(ending)), Buffer.from(sender as Uint8Array));
}

async function send(
  bench: Bench,
  canister: Principal,
  kind: Kind,
  variant: Variant,
  caller: Caller,
): Promise<Ending> {
  const content = caller.content(kind, {
    canister_id: canister.toUint8Array(),
    method_name: kind === 'call' ? 'update' : 'query',
    arg: Uint8Array.from(WHO),
    ...variant.fields?.(bench),
  });
  const envelope = variant.envelope?.(content, caller, bench) ?? caller.envelope(content);
  return kind === 'call' ? caller.finish(content, envelope, canister) : caller.sendQuery(envelope, canister);
}

const field = (
  name: string,
  accepted: boolean,
  fields: (bench: Bench) => Content,
  rest: Partial<Variant> = {},
) => ({
  name,
  accepted,
  fields,
  ...rest,
});

const FIELD_VARIANTS: readonly Variant[] = [
  { name: 'an authenticated sender', accepted: true },
  { name: 'the anonymous sender', accepted: true, caller: (bench) => bench.nobody },
  field('no nonce', true, () => ({ nonce: undefined })),
  field('an empty nonce', true, () => ({ nonce: new Uint8Array() })),
  field('a nonce of 32 bytes', true, () => ({ nonce: new Uint8Array(32).fill(Number(now() % 251n)) })),
  field('a nonce of 33 bytes', false, () => ({ nonce: new Uint8Array(33) })),
  field('a nonce that is a text', false, () => ({ nonce: 'nonce' })),
  field('an expiry in four minutes', true, () => ({ ingress_expiry: now() + 4n * MINUTE_NS })),
  field('an expiry in ten seconds', true, () => ({ ingress_expiry: now() + MINUTE_NS / 6n })),
  field('an expiry that is past', false, () => ({ ingress_expiry: now() - MINUTE_NS })),
  field('an expiry of zero', false, () => ({ ingress_expiry: 0n })),
  field('an expiry in an hour', false, () => ({ ingress_expiry: now() + 60n * MINUTE_NS })),
  field('an expiry that is a text', false, () => ({ ingress_expiry: 'tomorrow' })),
  field('no expiry', false, () => ({ ingress_expiry: undefined })),
  field('no sender', false, () => ({ sender: undefined })),
  field('a sender of 30 bytes', false, () => ({ sender: new Uint8Array(30) })),
  field('a sender that is a text', false, () => ({ sender: 'aaaaa-aa' })),
  field('no method name', false, () => ({ method_name: undefined })),
  field('a method name that is a blob', false, () => ({ method_name: Uint8Array.of(1) })),
  field('no argument', false, () => ({ arg: undefined })),
  field('an argument that is a text', false, () => ({ arg: 'argument' })),
  field('no canister id', false, () => ({ canister_id: undefined })),
  field('a canister id of 30 bytes', false, () => ({ canister_id: new Uint8Array(30) })),
  field('no request type', false, () => ({ request_type: undefined })),
  field('a request type of another endpoint', false, () => ({ request_type: 'read_state' })),
  field('a request type that does not exist', false, () => ({ request_type: 'write_state' })),
];

const signed = (name: string, accepted: boolean, envelope: NonNullable<Variant['envelope']>): Variant => ({
  name,
  accepted,
  envelope,
});
const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
const withKey = (key: SigningKey) => (bench: Bench) => new Caller(bench.network, key);
const P256 = ecdsaKey('prime256v1');
const K256 = ecdsaKey('secp256k1');

const SIGNATURE_VARIANTS: readonly Variant[] = [
  { name: 'an ECDSA signature on P-256', accepted: true, caller: withKey(P256) },
  { name: 'an ECDSA signature on secp256k1', accepted: true, caller: withKey(K256) },
  ...[0, 31, 32, 63].map((at) =>
    signed(`a signature with byte ${at} changed`, false, (content, caller) => {
      const envelope = caller.envelope(content);
      return { ...envelope, sender_sig: flipped(envelope['sender_sig'] as Uint8Array, at) };
    }),
  ),
  signed('a signature that is cut off', false, (content, caller) => {
    const envelope = caller.envelope(content);
    return { ...envelope, sender_sig: (envelope['sender_sig'] as Uint8Array).slice(0, 63) };
  }),
  signed('an empty signature', false, (content, caller) => ({
    ...caller.envelope(content),
    sender_sig: new Uint8Array(),
  })),
  signed('no signature', false, (content, caller) => ({ content, sender_pubkey: caller.key?.publicKey })),
  signed('no public key', false, (content, caller) => ({
    content,
    sender_sig: caller.key?.sign(requestMessage(content)),
  })),
  signed('neither key nor signature for a sender that is not anonymous', false, (content) => ({ content })),
  signed("another's key", false, (content, _, bench) => ({ ...bench.bob.envelope(content), content })),
  signed("another's signature", false, (content, caller, bench) => ({
    ...caller.envelope(content),
    sender_sig: bench.bob.key?.sign(requestMessage(content)),
  })),
  signed('a signature without the domain separator', false, (content, caller) => ({
    ...caller.envelope(content),
    sender_sig: caller.key?.sign(Uint8Array.from(requestIdOf(content))),
  })),
  signed('a signature on another argument', false, (content, caller) => ({
    ...caller.envelope(content),
    content: { ...content, arg: Uint8Array.of(0) },
  })),
  signed('a public key that is no DER', false, (content, caller) => ({
    ...caller.envelope(content),
    sender_pubkey: Uint8Array.of(1, 2, 3),
  })),
  signed('a public key with a byte after it', false, (content, caller) => ({
    ...caller.envelope(content),
    sender_pubkey: Uint8Array.from([...(caller.key?.publicKey ?? []), 0]),
  })),
  {
    ...signed('an anonymous sender with a signature', false, (content, _, bench) => ({
      content,
      sender_pubkey: bench.alice.key?.publicKey,
      sender_sig: bench.alice.key?.sign(requestMessage(content)),
    })),
    fields: () => ({ sender: ANONYMOUS }),
  },
];

interface Delegation {
  readonly from: SigningKey;
  readonly to: SigningKey;
  readonly fields?: (canister: Uint8Array, other: Uint8Array) => Content;
  readonly spoil?: boolean;
}

const FIRST = ed25519Key(21);
const SECOND = ed25519Key(22);
const THIRD = ed25519Key(23);
const OTHER = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, 1, 1);

function delegated(delegations: readonly Delegation[], signer: SigningKey) {
  return (content: Content): Content => ({
    content,
    sender_pubkey: FIRST.publicKey,
    sender_delegation: delegations.map((one) => signedDelegation(one, content['canister_id'] as Uint8Array)),
    sender_sig: signer.sign(requestMessage(content)),
  });
}

function signedDelegation({ from, to, fields, spoil }: Delegation, canister: Uint8Array): Content {
  const delegation: Content = {
    pubkey: to.publicKey,
    expiration: now() + 60n * MINUTE_NS,
    ...fields?.(canister, OTHER),
  };
  const message = Buffer.concat([Buffer.from('\x1Aic-request-auth-delegation'), requestIdOf(delegation)]);
  const signature = from.sign(Uint8Array.from(message));
  return { delegation, signature: spoil ? flipped(signature, 5) : signature };
}

const chain = (
  name: string,
  accepted: boolean,
  delegations: readonly Delegation[],
  signer: SigningKey = SECOND,
  kinds: readonly Kind[] = KINDS,
): Variant => ({
  name,
  accepted,
  kinds,
  caller: withKey(FIRST),
  envelope: delegated(delegations, signer),
});
const once = (fields?: Delegation['fields']): Delegation[] => [
  { from: FIRST, to: SECOND, ...(fields && { fields }) },
];
const KEYS = Array.from({ length: 22 }, (_, at) => (at === 0 ? FIRST : ed25519Key(40 + at)));
const long = (length: number): Delegation[] =>
  Array.from({ length }, (_, at) => ({ from: KEYS[at] as SigningKey, to: KEYS[at + 1] as SigningKey }));

const DELEGATION_VARIANTS: readonly Variant[] = [
  chain('a delegation', true, once()),
  chain('a chain of two delegations', true, [...once(), { from: SECOND, to: THIRD }], THIRD),
  chain('a chain of 20 delegations', true, long(20), KEYS[20]),
  chain('a chain of 21 delegations', false, long(21), KEYS[21]),
  chain('an empty chain, signed by the sender itself', true, [], FIRST),
  chain(
    'a delegation that is past',
    false,
    once(() => ({ expiration: now() - MINUTE_NS })),
  ),
  chain('a delegation whose signature is spoilt', false, [{ from: FIRST, to: SECOND, spoil: true }]),
  chain('a delegation signed by another', false, [{ from: THIRD, to: SECOND }]),
  chain('a request signed by the delegating key', false, once(), FIRST),
  chain('a request signed by a stranger', false, once(), THIRD),
  chain('a delegation to oneself', false, [{ from: FIRST, to: FIRST }], FIRST),
  chain('a chain with a cycle', false, [...once(), { from: SECOND, to: FIRST }], FIRST),
  chain(
    'a target that is the canister',
    true,
    once((canister) => ({ targets: [canister] })),
  ),
  chain(
    'targets among which is the canister',
    true,
    once((canister, other) => ({ targets: [other, canister] })),
  ),
  chain(
    'a target that is another canister',
    false,
    once((_, other) => ({ targets: [other] })),
  ),
  chain(
    'no targets in an empty list',
    false,
    once(() => ({ targets: [] })),
  ),
  chain(
    '1,000 targets',
    true,
    once((canister, other) => ({ targets: [canister, ...many(other, 999)] })),
  ),
  chain(
    '1,001 targets',
    false,
    once((canister, other) => ({ targets: [canister, ...many(other, 1000)] })),
  ),
  chain(
    'targets that do not meet along the chain',
    false,
    [
      { from: FIRST, to: SECOND, fields: (canister) => ({ targets: [canister] }) },
      { from: SECOND, to: THIRD, fields: (_, other) => ({ targets: [other] }) },
    ],
    THIRD,
  ),
  chain(
    'permissions "all"',
    true,
    once(() => ({ permissions: 'all' })),
  ),
  chain(
    'permissions "queries"',
    true,
    once(() => ({ permissions: 'queries' })),
    SECOND,
    ['query'],
  ),
  chain(
    'permissions "queries"',
    false,
    once(() => ({ permissions: 'queries' })),
    SECOND,
    ['call'],
  ),
  chain(
    'permissions "queries" widened by the next delegation',
    false,
    [
      { from: FIRST, to: SECOND, fields: () => ({ permissions: 'queries' }) },
      { from: SECOND, to: THIRD, fields: () => ({ permissions: 'all' }) },
    ],
    THIRD,
    ['call'],
  ),
  chain(
    'permissions that do not exist',
    false,
    once(() => ({ permissions: 'updates' })),
  ),
];

function many(id: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length }, () => id);
}

/** The specification's own examples. */
function hashCases(): ConformanceCase[] {
  const requests = 'https-interface, Request ids';
  return [
    conformanceCase(requests, 'the key order of the body does not matter', async (bench) => {
      const canister = await bench.canister('envelopes');
      const content = bench.alice.content('query', {
        canister_id: canister.toUint8Array(),
        method_name: 'query',
        arg: Uint8Array.from(WHO),
      });
      const turned = Object.fromEntries(Object.entries(content).reverse());
      const envelope = bench.alice.envelope(content);
      replyOf(await bench.alice.sendQuery({ ...envelope, content: turned }, canister));
    }),
    conformanceCase(requests, 'a body without the self-describing tag is read alike', async (bench) => {
      const canister = await bench.canister('envelopes');
      const content = bench.alice.content('query', {
        canister_id: canister.toUint8Array(),
        method_name: 'query',
        arg: Uint8Array.from(WHO),
      });
      const bytes = new Uint8Array(Cbor.encode(bench.alice.envelope(content)));
      const untagged = bytes[0] === 0xd9 ? bytes.slice(3) : bytes;
      const path = `/api/v3/canister/${canister.toText()}/query`;
      assert.equal((await bench.alice.post(path, untagged)).status, 200);
    }),
    conformanceCase(
      'index, Special forms of Principals',
      'a sender is SHA-224 of its key and 0x02',
      async (bench) => {
        const ending = await bench.alice.query(await bench.canister('envelopes'), 'query', WHO);
        const key = bench.alice.key?.publicKey ?? new Uint8Array();
        assert.deepEqual(Buffer.from(replyOf(ending)), Buffer.from(selfAuthenticating(key)));
      },
    ),
  ];
}
