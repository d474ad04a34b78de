import '@indus/kit/globals';
import { IDL, init, inspectMessage, msgReject, msgReply, postUpgrade, query, update } from 'azle';
import { azleSystem } from '@indus/kit/azle-system';
import { mayEnter, method, primeReplies, serve, serveAsync, serveInit } from '@indus/kit/endpoint';
import type { ServeHooks } from '@indus/kit/endpoint';
import { WAIT_ERRORS } from '@indus/kit/kit-errors';
import { openStableTable } from '@indus/kit/stable-table';
import { act } from './act.ts';
import { look } from './look.ts';
import { Probe } from './probe.ts';
import { wait } from './wait.ts';

const MANUAL = { manual: true } as const;
const { RateLimited, Busy, NotReady } = WAIT_ERRORS;
const ProbeError = IDL.Variant({
  Refused: IDL.Text,
  Malformed: IDL.Text,
  Failed: IDL.Text,
  InvalidCursor: IDL.Null,
  NotReady,
  Busy,
  RateLimited,
  Other: IDL.Record({ code: IDL.Nat32, message: IDL.Text }),
});
const Result = IDL.Variant({ Ok: IDL.Text, Err: ProbeError });
const options = { args: [IDL.Text], result: Result, argumentSizeBytesMax: 4_096 };
const METHODS = {
  act: method<[string], string>({ ...options, kind: 'update', admitsAnonymous: () => true }),
  wait: method<[string], string>({ ...options, kind: 'update' }),
  look: method<[string], string>({ ...options, kind: 'query' }),
  answer: method<[string], string>({ ...options, kind: 'update' }),
};
const REPLIES: Readonly<Record<string, () => Uint8Array>> = {
  text: () => new Uint8Array(IDL.encode([IDL.Text], ['answered'])),
  number: () => new Uint8Array(IDL.encode([IDL.Nat32], [7])),
  bomb: () => Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 1, 0x6d, 0x7f, 1, 0, 0xc0, 0x96, 0xb1, 2),
  large: () => new Uint8Array(IDL.encode([IDL.Text], ['x'.repeat(5_000)])),
};

/** The door of the probe. */
// eslint-disable-next-line no-restricted-exports -- Azle takes a canister from the default export
export default class {
  readonly #probe = new Probe(openStableTable, azleSystem);

  @init([], MANUAL)
  install(): void {
    this.#start();
  }

  @postUpgrade([], MANUAL)
  upgrade(): void {
    this.#start();
  }

  @inspectMessage(MANUAL)
  inspect(): boolean {
    return mayEnter(METHODS, azleSystem);
  }

  @update([IDL.Text], Result, MANUAL)
  act(): void {
    const hooks: ServeHooks = {
      before: (env) => this.#probe.beforeAct(env),
      onMalformed: {
        method: 'act',
        answer: (_, malformed) => {
          this.#probe.note(`${malformed.method} ${malformed.fault}`);
          return { Malformed: malformed.message };
        },
      },
    };
    serve(METHODS.act, this.#probe.host, (env, command) => act(this.#probe, env, command), hooks);
  }

  @update([IDL.Text], Result, MANUAL)
  wait(): Promise<void> {
    return serveAsync(METHODS.wait, this.#probe.host, (env, command) => wait(this.#probe, env, command));
  }

  @query([IDL.Text], Result, MANUAL)
  look(): void {
    serve(METHODS.look, this.#probe.host, (env, command) => look(this.#probe, env, command));
  }

  /** Answers other probes in the way they ask for. */
  @update([IDL.Text], IDL.Text, MANUAL)
  answer(): void {
    const [way] = IDL.decode([IDL.Text], azleSystem.argument()) as [string];
    if (way === 'reject') msgReject('no');
    else if (way === 'trap') azleSystem.trap('deliberate');
    else msgReply((REPLIES[way] as () => Uint8Array)());
  }

  #start(): void {
    primeReplies({ act: METHODS.act });
    serveInit([], 0, this.#probe.host, (env) => this.#probe.start(env));
  }
}
