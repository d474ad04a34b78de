import { p256 } from '@noble/curves/p256';
import { secp256k1 } from '@noble/curves/secp256k1';
import {
  blsKeyFromSeed,
  canisterSigner,
  delegationOf,
  ed25519Signer,
  encodeSelfDescribed,
  envelopeOf,
  InvariantError,
  secretFor,
  selfAuthenticating,
  type CborMap,
  type CborValue,
  type Signer,
} from '@indus/subnet/fuzz';
import type { Random } from '../sim/random.ts';

const MINUTE_NS = 60_000_000_000n;
const ANONYMOUS = Uint8Array.of(4);
const PERMISSIONS = ['queries', 'all', 'none', ''];

/** The kinds of requests of the API. */
export type RequestKind = 'call' | 'query' | 'read_state';

/** Makes signed requests that are valid, or would be but for one field. */
export class RequestMaker {
  readonly #signers: readonly Signer[];
  readonly #canisters: readonly Uint8Array[];
  readonly #nowNs: bigint;

  constructor(secret: Uint8Array, canisters: readonly Uint8Array[], nowNs: bigint) {
    const rootKey = blsKeyFromSeed(secretFor(secret, 'subnet-key'));
    const [canister = new Uint8Array()] = canisters;
    this.#canisters = canisters;
    this.#nowNs = nowNs;
    this.#signers = [
      ed25519Signer(1),
      ed25519Signer(2),
      ecdsaSigner('p256'),
      ecdsaSigner('secp256k1'),
      canisterSigner(canister, Uint8Array.of(1, 2, 3), rootKey),
    ];
  }

  /** An envelope in CBOR. */
  envelope(kind: RequestKind, random: Random): Uint8Array {
    try {
      return this.#envelope(kind, random);
    } catch (error) {
      if (!(error instanceof InvariantError)) throw error;
      return encodeSelfDescribed(new Map([['content', this.#content(kind, ANONYMOUS, undefined, random)]]));
    }
  }

  /** Errors: InvariantError where a content that was made odd has no hash, and so cannot be signed. */
  #envelope(kind: RequestKind, random: Random): Uint8Array {
    if (random.chance(20)) {
      const fields = new Map([
        ['content', this.#mutated(this.#content(kind, ANONYMOUS, undefined, random), random)],
      ]);
      return encodeSelfDescribed(fields as CborMap);
    }
    const sender = random.pick(this.#signers);
    const chain: CborMap[] = [];
    let signer = sender;
    for (let left = random.chance(50) ? 0 : 1 + random.below(random.chance(5) ? 25 : 3); left > 0; left--) {
      const next = random.pick(this.#signers);
      chain.push(this.#delegation(signer, next, random));
      signer = next;
    }
    const id = selfAuthenticating(sender.publicKeyDer);
    const content = this.#mutated(this.#content(kind, id, sender, random), random);
    return envelopeOf(content, signer, sender, chain.length > 0 || random.chance(10) ? chain : undefined);
  }

  #delegation(from: Signer, to: Signer, random: Random): CborMap {
    const fields = new Map<string, CborValue>([
      ['pubkey', to.publicKeyDer],
      ['expiration', this.#nowNs + (random.chance(95) ? MINUTE_NS : -1n)],
    ]);
    if (random.chance(30)) fields.set('targets', this.#canisters.slice(0, random.below(3)));
    if (random.chance(20)) fields.set('permissions', random.pick(PERMISSIONS));
    return delegationOf(from, random.chance(95) ? fields : this.#mutated(fields, random));
  }

  #content(kind: RequestKind, sender: Uint8Array, signer: Signer | undefined, random: Random): CborMap {
    const fields = new Map<string, CborValue>([
      ['request_type', kind],
      ['sender', sender],
      [
        'ingress_expiry',
        this.#nowNs +
          (random.chance(90) ? MINUTE_NS : random.pick([-1n, 0n, 5n * MINUTE_NS, 7n * MINUTE_NS])),
      ],
    ]);
    if (random.chance(60)) fields.set('nonce', random.bytes(random.pick([0, 8, 16, 32, 33])));
    if (kind === 'read_state') {
      fields.set('paths', this.#paths(random));
      return fields;
    }
    fields.set(
      'canister_id',
      random.chance(95) ? random.pick(this.#canisters) : random.bytes(random.below(40)),
    );
    fields.set(
      'method_name',
      random.pick(['update', 'query', 'composite', 'nothing', '', 'x'.repeat(3_000)]),
    );
    fields.set('arg', random.bytes(random.pick([0, 1, 4, 30])));
    if (random.chance(10)) fields.set('sender_info', this.#senderInfo(signer, random));
    return fields;
  }

  #senderInfo(signer: Signer | undefined, random: Random): CborMap {
    const info = random.bytes(12);
    const payload = Buffer.concat([Buffer.from('\x0eic-sender-info', 'latin1'), info]);
    return new Map<string, CborValue>([
      ['info', info],
      ['signer', this.#canisters[0] ?? info],
      ['sig', signer && random.chance(80) ? signer.sign(payload) : random.bytes(64)],
    ]);
  }

  #paths(random: Random): CborValue {
    const label = (): Uint8Array =>
      random.chance(70)
        ? Buffer.from(
            random.pick([
              'time',
              'canister',
              'request_status',
              'subnet',
              'module_hash',
              'controllers',
              'metadata',
              'canister_ranges',
              'api_boundary_nodes',
            ]),
          )
        : random.chance(50)
          ? random.pick(this.#canisters)
          : random.bytes(random.pick([0, 10, 29, 32, 200]));
    const count = random.pick([0, 1, 1, 2, 5, random.chance(3) ? 1_001 : 1]);
    return Array.from({ length: count }, () =>
      Array.from({ length: random.chance(2) ? 130 : random.below(5) }, () => Uint8Array.from(label())),
    );
  }

  /** Mostly the map as it is; else a field is left out, made something else, or added. The signature will hold all the same. */
  #mutated(map: CborMap, random: Random): CborMap {
    if (random.chance(85)) return map;
    const fields = new Map(map);
    const names = [...fields.keys()];
    const name = random.pick(names);
    const odd: readonly CborValue[] = [
      null,
      true,
      -1,
      2n ** 64n,
      2n ** 70n,
      '',
      new Uint8Array(),
      [],
      new Map(),
      [[[]]],
    ];
    if (random.chance(30)) fields.delete(name);
    else
      fields.set(
        random.chance(80)
          ? name
          : random.pick(['x', 'sender_info', 'targets', 'permissions', 'nonce', 'arg']),
        random.pick(odd),
      );
    return fields;
  }
}

/** An ECDSA key whose signatures repeat. Source: RFC 6979. */
function ecdsaSigner(name: 'p256' | 'secp256k1'): Signer {
  const curve = name === 'p256' ? p256 : secp256k1;
  const secret = new Uint8Array(32).fill(7);
  const prefix =
    name === 'p256'
      ? '3059301306072a8648ce3d020106082a8648ce3d030107034200'
      : '3056301006072a8648ce3d020106052b8104000a034200';
  const publicKeyDer = new Uint8Array(
    Buffer.concat([Buffer.from(prefix, 'hex'), curve.getPublicKey(secret, false)]),
  );
  return {
    publicKeyDer,
    sign: (payload) => curve.sign(payload, secret, { prehash: true }).toCompactRawBytes(),
  };
}
