import { createHash } from 'node:crypto';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { CallContent } from '../envelope/content.ts';
import { INGRESS_WINDOW_NS } from '../limits.ts';
import { effectiveCanisterId } from '../management/message-effective-id.ts';
import type { Subnet } from '../subnet.ts';
import { CallRejected } from './call-rejected.ts';
import { SubmittedCall } from './submitted-call.ts';

/** A principal, as an object or as text. */
export type PrincipalLike = Principal | string;

/** Who calls. */
export interface Calling {
  /** Default: the anonymous principal. No key is needed: the test says who it is. */
  readonly sender?: PrincipalLike;
}

/** The methods of a canister as asynchronous functions. */
export type TestActor = Readonly<Record<string, (...values: unknown[]) => Promise<unknown>>>;

/** Calls and queries straight to the replica, by whomever the test likes. */
export class TestCalls {
  /** The subnet underneath: its `fetch` and `rootKey` serve an agent. */
  readonly subnet: Subnet;
  #submitted = 0;

  constructor(subnet: Subnet) {
    this.subnet = subnet;
  }

  /** Sends an update call and does not wait for its end. Errors: CallRejected when it is not taken up. */
  async submit(
    canister: PrincipalLike,
    method: string,
    argument: Uint8Array = NO_VALUES,
    calling: Calling = {},
  ): Promise<SubmittedCall> {
    const content = this.#content(canister, method, argument, calling);
    const effective =
      content.canister.length === 0 ? effectiveCanisterId(method, argument) : content.canister;
    const result = await this.subnet.replica.submit(content, effective ?? content.canister, 0);
    if (result.kind === 'refused') throw new CallRejected(result.reject);
    return new SubmittedCall(this.subnet, Buffer.from(content.requestId).toString('hex'));
  }

  /** Makes an update call; the reply's bytes. Errors: CallRejected. */
  async update(
    canister: PrincipalLike,
    method: string,
    argument: Uint8Array = NO_VALUES,
    calling: Calling = {},
  ): Promise<Uint8Array> {
    const call = await this.submit(canister, method, argument, calling);
    return call.answer();
  }

  /** Makes a query; the reply's bytes. Errors: CallRejected. */
  async query(
    canister: PrincipalLike,
    method: string,
    argument: Uint8Array = NO_VALUES,
    calling: Calling = {},
  ): Promise<Uint8Array> {
    const result = await this.subnet.replica.query(this.#content(canister, method, argument, calling));
    if (result.kind === 'replied') return result.data;
    throw new CallRejected(result.reject);
  }

  /**
   * A canister's methods by its Candid interface, as generated bindings hold it. A method without results gives
   * undefined, one with several an array. Errors of the methods: CallRejected.
   */
  actor<Actor extends object = TestActor>(
    canister: PrincipalLike,
    interfaceFactory: IDL.InterfaceFactory,
    calling: Calling = {},
  ): Actor {
    const service = interfaceFactory({ IDL });
    const methods = service._fields.map(([name, { argTypes, retTypes, annotations }]) => {
      const kind = annotations.some((word) => word.endsWith('query')) ? 'query' : 'update';
      const call = async (...values: unknown[]): Promise<unknown> => {
        const argument = new Uint8Array(IDL.encode(argTypes, values));
        const results = IDL.decode(retTypes, await this[kind](canister, name, argument, calling));
        return results.length > 1 ? results : results[0];
      };
      return [name, call] as const;
    });
    return Object.fromEntries(methods) as Actor;
  }

  #content(
    canister: PrincipalLike,
    method: string,
    argument: Uint8Array,
    { sender = Principal.anonymous() }: Calling,
  ): CallContent {
    const now = this.subnet.timeNs;
    const requestId = createHash('sha256').update(`${now}/${this.#submitted++}/${method}`).digest();
    return {
      requestId: new Uint8Array(requestId),
      sender: bytesOf(sender),
      canister: bytesOf(canister),
      method,
      argument,
      ingressExpiryNs: now + INGRESS_WINDOW_NS,
    };
  }
}

/** Bytes of a principal. */
export function bytesOf(principal: PrincipalLike): Uint8Array {
  return (typeof principal === 'string' ? Principal.fromText(principal) : principal).toUint8Array();
}

/** Candid of no values. */
const NO_VALUES = new Uint8Array(IDL.encode([], []));
