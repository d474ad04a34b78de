import { fieldId } from '@indus/candid';
import { CandidReader, malformed, type OpaqueValue } from './candid-reader.ts';
import type { HeaderField } from './convert-request.ts';

/** A response as a canister gives it. */
export interface CanisterResponse {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
  readonly upgrade: boolean;
  readonly streaming: StreamingStrategy | undefined;
}

/** Where the rest of a body is. */
export interface StreamingStrategy {
  readonly canister: Uint8Array;
  readonly method: string;
  readonly token: OpaqueValue;
}

/** A further part of a body; without a token it is the last. */
export interface BodyPart {
  readonly body: Uint8Array;
  readonly token: OpaqueValue | undefined;
}

const FIELD = {
  status: fieldId('status_code'),
  headers: fieldId('headers'),
  body: fieldId('body'),
  upgrade: fieldId('upgrade'),
  streaming: fieldId('streaming_strategy'),
  callbackCase: fieldId('Callback'),
  callback: fieldId('callback'),
  token: fieldId('token'),
} as const;

/** Reads the reply of `http_request` and `http_request_update`. Errors: GatewayRefusal 502. */
export function decodeResponse(bytes: Uint8Array): CanisterResponse {
  const reader = new CandidReader(bytes);
  let status: number | undefined;
  let headers: HeaderField[] | undefined;
  let body: Uint8Array | undefined;
  let upgrade: boolean | undefined;
  let streaming: StreamingStrategy | undefined;
  reader.record(
    reader.argument,
    new Map<number, (type: number) => void>([
      [FIELD.status, (type) => (status = reader.nat16(type))],
      [FIELD.headers, (type) => (headers = reader.vector(type, (part) => readField(reader, part)))],
      [FIELD.body, (type) => (body = reader.blob(type))],
      [FIELD.upgrade, (type) => (upgrade = reader.optional(type, (part) => reader.bool(part)))],
      [FIELD.streaming, (type) => (streaming = reader.optional(type, (part) => readStrategy(reader, part)))],
    ]),
  );
  if (status === undefined || headers === undefined || body === undefined) {
    throw malformed('expected status_code, headers and body');
  }
  return { status, headers, body, upgrade: upgrade === true, streaming };
}

/** Reads the reply of a streaming callback. Errors: GatewayRefusal 502. */
export function decodeBodyPart(bytes: Uint8Array): BodyPart {
  const reader = new CandidReader(bytes);
  let body: Uint8Array | undefined;
  let token: OpaqueValue | undefined;
  reader.record(
    reader.argument,
    new Map<number, (type: number) => void>([
      [FIELD.body, (type) => (body = reader.blob(type))],
      [FIELD.token, (type) => (token = reader.optional(type, (part) => reader.opaque(part)))],
    ]),
  );
  if (body === undefined) throw malformed('expected a body');
  return { body, token };
}

function readField(reader: CandidReader, type: number): HeaderField {
  let name = '';
  let value = '';
  reader.record(
    type,
    new Map([
      [0, (part: number) => void (name = reader.text(part))],
      [1, (part: number) => void (value = reader.text(part))],
    ]),
  );
  return [name, value];
}

function readStrategy(reader: CandidReader, type: number): StreamingStrategy {
  return reader.variant(type, (id, part) => {
    if (id !== FIELD.callbackCase) throw malformed('expected the streaming strategy Callback');
    let callback: { readonly canister: Uint8Array; readonly method: string } | undefined;
    let token: OpaqueValue | undefined;
    reader.record(
      part,
      new Map<number, (type: number) => void>([
        [FIELD.callback, (field) => (callback = reader.func(field))],
        [FIELD.token, (field) => (token = reader.opaque(field))],
      ]),
    );
    if (callback === undefined || token === undefined) throw malformed('expected callback and token');
    return { ...callback, token };
  });
}
