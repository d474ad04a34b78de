import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { op, script, type Script } from '../script-canister/script.ts';

const Headers = IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Text }));
const blob = IDL.Vec(IDL.Nat8);
const Result = IDL.Record({ status: IDL.Nat, headers: Headers, body: blob });
const TransformArgument = IDL.Record({ response: Result, context: blob });
const Request = IDL.Record({
  url: IDL.Text,
  max_response_bytes: IDL.Opt(IDL.Nat64),
  method: IDL.Variant(
    Object.fromEntries(['get', 'head', 'post', 'put', 'delete', 'patch'].map((name) => [name, IDL.Null])),
  ),
  headers: Headers,
  body: IDL.Opt(blob),
  transform: IDL.Opt(
    IDL.Record({ function: IDL.Func([TransformArgument], [Result], ['query']), context: blob }),
  ),
  is_replicated: IDL.Opt(IDL.Bool),
});

/** What a test says of an outcall; the rest is left out. */
export interface OutcallArgument {
  readonly url: string;
  readonly method?: 'get' | 'head' | 'post' | 'put' | 'delete' | 'patch';
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body?: string | Uint8Array;
  readonly maxResponseBytes?: number;
  readonly transform?: {
    readonly canister: Principal;
    readonly method: string;
    readonly context: string;
  };
  readonly replicated?: boolean;
}

/** A response as the canister got it. */
export interface OutcallResult {
  readonly status: bigint;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: Uint8Array;
}

/** The argument of http_request. */
export function outcallArgument(argument: OutcallArgument): Uint8Array {
  const { url, method = 'get', headers = [], body, maxResponseBytes, transform, replicated } = argument;
  const some = <T>(value: T | undefined) => (value === undefined ? [] : [value]);
  return new Uint8Array(
    IDL.encode(
      [Request],
      [
        {
          url,
          method: { [method]: null },
          headers,
          max_response_bytes: some(maxResponseBytes),
          body: some(typeof body === 'string' ? Buffer.from(body) : body),
          transform: some(
            transform && {
              function: [transform.canister, transform.method],
              context: Buffer.from(transform.context),
            },
          ),
          is_replicated: some(replicated),
        },
      ],
    ),
  );
}

/** A script that makes the outcall and answers with what came: `reply` and the response, or the reject code and text. */
export function outcallScript(argument: OutcallArgument, cycles = 0n): Script {
  const replied = script(op('replyAppend', 'reply:'), op('replyAppend', op('messageArgument')), op('reply'));
  const rejected = script(
    op('replyAppend', op('toBlob', op('rejectCode'))),
    op('replyAppend', op('rejectMessage')),
    op('reply'),
  );
  return script(
    op('callNew', Principal.managementCanister().toUint8Array(), 'http_request', replied, rejected),
    op('callAppend', outcallArgument(argument)),
    op('callCycles', cycles),
    op('drop', op('callPerform')),
  );
}

/** Bytes of a response as a transform or a web server would say it. */
export function encodeResult(result: { status: number; body: string }): Uint8Array {
  const response = { status: result.status, headers: [], body: Buffer.from(result.body) };
  return new Uint8Array(IDL.encode([Result], [response]));
}

/** What a transform was given. */
export function decodeTransformArgument(bytes: Uint8Array): {
  readonly response: OutcallResult;
  readonly context: string;
} {
  const [value] = IDL.decode([TransformArgument], Uint8Array.from(bytes)) as unknown as [
    { response: OutcallResult; context: Uint8Array },
  ];
  return { response: value.response, context: Buffer.from(value.context).toString() };
}

/** How the outcall of a script ended. */
export function outcallEnd(reply: Uint8Array): OutcallResult | { readonly reject: string } {
  const bytes = Buffer.from(reply);
  if (bytes.subarray(0, 6).toString() === 'reply:') {
    return IDL.decode([Result], Uint8Array.from(bytes.subarray(6)))[0] as unknown as OutcallResult;
  }
  return { reject: `${bytes.readUInt8(0)}: ${bytes.subarray(8).toString()}` };
}
