import { Cbor, requestIdOf } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { Subnet } from '@indus/subnet';
import { certifiedTree, type CertifiedTree } from './state-root.ts';

/** How a message ended, as text that can be compared: `reply <hex>` or `reject <code> <error code> <message>`. */
export type Ending = string;

const ANONYMOUS = Uint8Array.of(4);
/** Effective id of a call that creates a canister: any of the subnet. */
const ANYWHERE = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0, 1, 1);
export const MANAGEMENT = new Uint8Array();
const LIFE_NS = 240_000_000_000n;

/** A caller without keys or chance: its requests are the same in every run that makes the same calls. */
export class SubnetClient {
  readonly subnet: Subnet;
  #nonce: bigint;

  constructor(subnet: Subnet, nonce = 0n) {
    this.subnet = subnet;
    this.#nonce = nonce;
  }

  get nonce(): bigint {
    return this.#nonce;
  }

  /** Sends a message; returns its request id, or how it was refused before it was accepted. */
  async submit(
    canister: Uint8Array,
    method: string,
    argument: Uint8Array,
    effective = canister,
  ): Promise<{ readonly id: Uint8Array } | { readonly refused: Ending }> {
    const content = this.#content('call', { canister_id: canister, method_name: method, arg: argument });
    const id = requestIdOf(content);
    const target = effective.length === 0 ? ANYWHERE : effective;
    const response = await this.#post(`/api/v2/canister/${textOf(target)}/call`, content);
    if (response.status === 202) return { id };
    const body = Cbor.decode<Record<string, unknown>>(await bytesOf(response));
    return { refused: rejectText(body) };
  }

  async query(canister: Uint8Array, method: string, argument: Uint8Array, effective = canister) {
    const content = this.#content('query', { canister_id: canister, method_name: method, arg: argument });
    const response = await this.#post(`/api/v2/canister/${textOf(effective)}/query`, content);
    const body = Cbor.decode<Record<string, unknown>>(await bytesOf(response));
    const reply = body['reply'] as { readonly arg: Uint8Array } | undefined;
    return reply ? { reply: reply.arg } : { refused: rejectText(body) };
  }

  /** The certified end of a message, or undefined while it has none. */
  async ending(id: Uint8Array, effective: Uint8Array): Promise<Ending | undefined> {
    const target = effective.length === 0 ? ANYWHERE : effective;
    const tree = await this.#readState(target, [[Buffer.from('request_status'), id]]);
    const text = (name: string) => Buffer.from(tree.leaf('request_status', id, name) ?? []).toString();
    const status = text('status');
    if (status === 'replied')
      return `reply ${Buffer.from(tree.leaf('request_status', id, 'reply') ?? []).toString('hex')}`;
    if (status !== 'rejected') return undefined;
    const code = tree.leaf('request_status', id, 'reject_code')?.[0];
    return `reject ${code} ${text('error_code')} ${text('reject_message')}`;
  }

  /** Root hash of the certified state tree, hexadecimal. */
  async stateRoot(canister: Uint8Array): Promise<string> {
    return (await this.#readState(canister, [[Buffer.from('time')]])).root;
  }

  async #readState(effective: Uint8Array, paths: readonly Uint8Array[][]): Promise<CertifiedTree> {
    const content = this.#content('read_state', { paths });
    const response = await this.#post(`/api/v2/canister/${textOf(effective)}/read_state`, content);
    const bytes = await bytesOf(response);
    if (response.status !== 200) throw new Error(`read_state: ${Buffer.from(bytes).toString()}`);
    return certifiedTree(Cbor.decode<{ readonly certificate: Uint8Array }>(bytes).certificate);
  }

  #content(type: string, fields: Record<string, unknown>): Record<string, unknown> {
    const nonce = Buffer.alloc(8);
    // Only calls count: what a run reads on the way does not change the ids of its messages.
    nonce.writeBigUInt64BE(type === 'call' ? this.#nonce++ : 0n);
    return {
      request_type: type,
      sender: ANONYMOUS,
      nonce: new Uint8Array(nonce),
      ingress_expiry: this.subnet.timeNs + LIFE_NS,
      ...fields,
    };
  }

  #post(path: string, content: Record<string, unknown>): Promise<Response> {
    const body = new Uint8Array(Cbor.encode({ content }));
    const headers = { 'content-type': 'application/cbor' };
    return this.subnet.fetch(`http://127.0.0.1${path}`, { method: 'POST', headers, body });
  }
}

function rejectText(body: Record<string, unknown>): Ending {
  return `reject ${Number(body['reject_code'])} ${String(body['error_code'])} ${String(body['reject_message'])}`;
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

function textOf(canister: Uint8Array): string {
  return Principal.fromUint8Array(canister).toText();
}
