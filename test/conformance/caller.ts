import { randomBytes } from 'node:crypto';
import { Cbor, lookup_path, requestIdOf, type HashTree } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { Ending } from './ending.ts';
import { ed25519Key, type SigningKey } from './keys.ts';
import type { Network } from './network.ts';

/** Fields of an envelope's content. */
export type Content = Record<string, unknown>;

export const ANONYMOUS = Uint8Array.of(4);
const EXPIRY_MS = 240_000;
const POLL_MS = 20;
const POLLS_MAX = 1500;

/** Where and as what a request is sent. */
export interface CallOptions {
  readonly effective?: Principal | string;
  readonly version?: 2 | 3 | 4;
  readonly scope?: 'canister' | 'subnet';
}

/** A user of the network with its own key, or none. */
export class Caller {
  readonly network: Network;
  readonly key: SigningKey | undefined;

  constructor(network: Network, key: SigningKey | undefined = ed25519Key(1)) {
    this.network = network;
    this.key = key;
  }

  /** The anonymous user. */
  static anonymous(network: Network): Caller {
    const caller = new Caller(network);
    (caller as { key: SigningKey | undefined }).key = undefined;
    return caller;
  }

  get principal(): Principal {
    return Principal.fromUint8Array(this.key?.principal ?? ANONYMOUS);
  }

  /** The content of a request; `fields` overwrite what is usual. A field that is undefined is left out. */
  content(type: 'call' | 'query' | 'read_state', fields: Content): Content {
    const content: Content = {
      request_type: type,
      sender: this.principal.toUint8Array(),
      nonce: Uint8Array.from(randomBytes(16)),
      ingress_expiry: BigInt(Date.now() + EXPIRY_MS) * 1_000_000n,
      ...fields,
    };
    return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  }

  /** The envelope around a content, signed. */
  envelope(content: Content): Content {
    if (!this.key) return { content };
    return {
      content,
      sender_pubkey: this.key.publicKey,
      sender_sig: this.key.sign(requestMessage(content)),
    };
  }

  /** Sends an envelope as it is. */
  post(path: string, envelope: Content | Uint8Array): Promise<Response> {
    const body = envelope instanceof Uint8Array ? envelope : new Uint8Array(Cbor.encode(envelope));
    return this.network.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: body as Uint8Array<ArrayBuffer>,
    });
  }

  /** An update call, up to its end. */
  async call(
    canister: Principal,
    method: string,
    arg: Uint8Array,
    options: CallOptions = {},
  ): Promise<Ending> {
    const content = this.content('call', {
      canister_id: canister.toUint8Array(),
      method_name: method,
      arg: plain(arg),
    });
    const effective = options.effective ?? canister;
    return this.finish(content, this.envelope(content), effective, options);
  }

  /** Sends the envelope of a call and follows it to its end. */
  async finish(
    content: Content,
    envelope: Content,
    effective: Principal | string,
    options: CallOptions = {},
  ): Promise<Ending> {
    const target = typeof effective === 'string' ? effective : effective.toText();
    const path = `/api/v${options.version ?? 4}/${options.scope ?? 'canister'}/${target}/call`;
    const response = await this.post(path, envelope);
    if (response.status !== 202 && response.status !== 200)
      return { kind: 'http', status: response.status, text: await response.text() };
    const id = requestIdOf(content);
    if (response.status === 202) return this.poll(id, target, options);
    const body = Cbor.decode<Content>(await bytesOf(response));
    if (!(body['certificate'] instanceof Uint8Array)) return rejectOf(body, false);
    return statusIn(treeOf(body['certificate']), id) ?? this.poll(id, target, options);
  }

  /** Reads the status of a request until it has ended. */
  async poll(id: Uint8Array, effective: string, options: CallOptions = {}): Promise<Ending> {
    for (let attempt = 0; attempt < POLLS_MAX; attempt++) {
      const read = await this.readState(effective, [[Buffer.from('request_status'), id]], {
        scope: options.scope ?? 'canister',
      });
      if (read.certificate === undefined) return { kind: 'http', status: read.status, text: read.text };
      const ending = statusIn(treeOf(read.certificate), id);
      if (ending) return ending;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error('expected the request to end, got no end in 30 s');
  }

  /** A query. */
  async query(
    canister: Principal,
    method: string,
    arg: Uint8Array,
    options: CallOptions = {},
  ): Promise<Ending> {
    const content = this.content('query', {
      canister_id: canister.toUint8Array(),
      method_name: method,
      arg: plain(arg),
    });
    return this.sendQuery(this.envelope(content), options.effective ?? canister, options);
  }

  /** Sends the envelope of a query. */
  async sendQuery(
    envelope: Content,
    effective: Principal | string,
    options: CallOptions = {},
  ): Promise<Ending> {
    const target = typeof effective === 'string' ? effective : effective.toText();
    const path = `/api/v${options.version ?? 3}/${options.scope ?? 'canister'}/${target}/query`;
    const response = await this.post(path, envelope);
    if (response.status !== 200)
      return { kind: 'http', status: response.status, text: await response.text() };
    const body = Cbor.decode<Content>(await bytesOf(response));
    if (body['status'] === 'replied')
      return { kind: 'reply', bytes: (body['reply'] as { arg: Uint8Array }).arg };
    return rejectOf(body, false);
  }

  /** Reads paths of the state tree. */
  async readState(
    effective: string,
    paths: readonly (readonly Uint8Array[])[],
    options: CallOptions & { readonly fields?: Content } = {},
  ): Promise<StateAnswer> {
    const content = this.content('read_state', {
      paths: paths.map((path) => path.map(plain)),
      ...options.fields,
    });
    const path = `/api/v${options.version ?? 3}/${options.scope ?? 'canister'}/${effective}/read_state`;
    const response = await this.post(path, this.envelope(content));
    const bytes = await bytesOf(response);
    if (response.status !== 200)
      return { status: response.status, text: Buffer.from(bytes).toString(), certificate: undefined };
    const { certificate } = Cbor.decode<{ readonly certificate: Uint8Array }>(bytes);
    return { status: 200, text: '', certificate };
  }
}

/** The answer to a read of the state. */
export interface StateAnswer {
  readonly status: number;
  readonly text: string;
  readonly certificate: Uint8Array | undefined;
}

/** What a request's signature signs. Source: HTTPS interface, "Authentication". */
export function requestMessage(content: Content): Uint8Array {
  return Uint8Array.from(Buffer.concat([Buffer.from('\x0Aic-request'), requestIdOf(content)]));
}

/** The tree of a certificate. */
export function treeOf(certificate: Uint8Array): HashTree {
  return Cbor.decode<{ readonly tree: HashTree }>(certificate).tree;
}

/** The leaf at a path, or undefined. */
export function leafAt(tree: HashTree, ...path: readonly (string | Uint8Array)[]): Uint8Array | undefined {
  const labels = path.map((label) =>
    typeof label === 'string' ? Uint8Array.from(Buffer.from(label)) : label,
  );
  const found = lookup_path(labels, tree);
  return 'value' in found && found.value instanceof Uint8Array ? found.value : undefined;
}

/** The bytes of a body. */
export async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

function statusIn(tree: HashTree, id: Uint8Array): Ending | undefined {
  const text = (name: string) => Buffer.from(leafAt(tree, 'request_status', id, name) ?? []).toString();
  const status = text('status');
  if (status === 'replied')
    return { kind: 'reply', bytes: leafAt(tree, 'request_status', id, 'reply') ?? new Uint8Array() };
  if (status !== 'rejected') return undefined;
  return {
    kind: 'reject',
    code: leafAt(tree, 'request_status', id, 'reject_code')?.[0] ?? 0,
    message: text('reject_message'),
    errorCode: text('error_code'),
    certified: true,
  };
}

function rejectOf(body: Content, certified: boolean): Ending {
  return {
    kind: 'reject',
    code: Number(body['reject_code']),
    message: String(body['reject_message']),
    errorCode: String(body['error_code'] ?? ''),
    certified,
  };
}

/** A plain Uint8Array over the same bytes: the encoder does not know the classes derived from it. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
