import { EXPRESSION_CHARS_MAX } from './gateway-limits.ts';
import { VerificationFailed } from './verification-failed.ts';

/** What the header IC-CertificateExpression asks the gateway to certify. */
export type Certification =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'response' | 'request-and-response';
      /** Undefined: the request is not certified. */
      readonly request: RequestCertification | undefined;
      readonly response: ResponseCertification;
    };

export interface RequestCertification {
  readonly headers: readonly string[];
  readonly queryParameters: readonly string[];
}

/** `mode`: only the listed headers are certified, or all but those. */
export interface ResponseCertification {
  readonly mode: 'only' | 'all-but';
  readonly headers: readonly string[];
}

/**
 * Reads the value of the header IC-CertificateExpression; white space between its parts is allowed.
 * Errors: VerificationFailed.
 * Source: HTTP gateway protocol, "The Certificate Expression Header".
 */
export function parseCertificateExpression(text: string): Certification {
  if (text.length > EXPRESSION_CHARS_MAX) throw failed('it is too long');
  const parser = new Parser(text);
  parser.expect('default_certification');
  parser.expect('(');
  const args = fieldsOf(parser.value(0), 'ValidationArgs', ['certification', 'no_certification']);
  parser.expect(')');
  parser.expectEnd();
  const [none, some] = [args.get('no_certification'), args.get('certification')];
  if (some === undefined) {
    fieldsOf(none, 'Empty', []);
    return { kind: 'none' };
  }
  if (none !== undefined) throw failed('it gives certification and no_certification');
  return readCertification(some);
}

function readCertification(value: Value): Certification {
  const fields = fieldsOf(value, 'Certification', [
    'request_certification',
    'no_request_certification',
    'response_certification',
  ]);
  const response = readResponse(fields.get('response_certification'));
  const [none, some] = [fields.get('no_request_certification'), fields.get('request_certification')];
  if (some === undefined) {
    fieldsOf(none, 'Empty', []);
    return { kind: 'response', request: undefined, response };
  }
  if (none !== undefined) throw failed('it gives request_certification and no_request_certification');
  const names = ['certified_request_headers', 'certified_query_parameters'] as const;
  const request = fieldsOf(some, 'RequestCertification', names);
  return {
    kind: 'request-and-response',
    request: { headers: listOf(request.get(names[0])), queryParameters: listOf(request.get(names[1])) },
    response,
  };
}

function readResponse(value: Value | undefined): ResponseCertification {
  const fields = fieldsOf(value, 'ResponseCertification', [
    'certified_response_headers',
    'response_header_exclusions',
  ]);
  const [only, allBut] = [fields.get('certified_response_headers'), fields.get('response_header_exclusions')];
  if (only !== undefined && allBut !== undefined) throw failed('it lists and excludes response headers');
  const list = fieldsOf(only ?? allBut, 'ResponseHeaderList', ['headers']);
  return { mode: only === undefined ? 'all-but' : 'only', headers: listOf(list.get('headers')) };
}

type Value = string | readonly Value[] | ObjectValue;

interface ObjectValue {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Value>;
}

function fieldsOf(
  value: Value | undefined,
  name: string,
  known: readonly string[],
): ReadonlyMap<string, Value> {
  if (value === undefined || typeof value === 'string' || !('fields' in value) || value.name !== name) {
    throw failed(`expected ${name}`);
  }
  for (const field of value.fields.keys()) {
    if (!known.includes(field)) throw failed(`${name} has an unknown field`);
  }
  return value.fields;
}

function listOf(value: Value | undefined): string[] {
  if (!Array.isArray(value)) throw failed('expected a list');
  return (value as readonly Value[]).map((entry) => {
    if (typeof entry !== 'string') throw failed('expected a list of texts');
    return entry;
  });
}

function failed(why: string): VerificationFailed {
  return new VerificationFailed(`certificate expression: ${why}`);
}

/** Bounds: nesting of objects and lists; the protocol's own is five deep. */
const DEPTH_MAX = 8;

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  expect(token: string): void {
    if (!this.#take(token)) throw failed(`expected ${token} at ${this.#at}`);
  }

  expectEnd(): void {
    this.#skipSpace();
    if (this.#at !== this.#text.length) throw failed(`expected the end at ${this.#at}`);
  }

  value(depth: number): Value {
    if (depth > DEPTH_MAX) throw failed('it is nested too deeply');
    if (this.#take('[')) return this.#listed(']', () => this.value(depth + 1));
    const text = this.#match(/"([^\0\n"\\]*)"/y);
    if (text !== undefined) return text;
    const name = this.#word();
    this.expect('{');
    const fields = new Map<string, Value>();
    this.#listed('}', () => {
      const field = this.#word();
      this.expect(':');
      if (fields.has(field)) throw failed('a field is given twice');
      fields.set(field, this.value(depth + 1));
    });
    return { name, fields };
  }

  #listed<T>(end: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.#take(end)) return items;
    do items.push(item());
    while (this.#take(','));
    this.expect(end);
    return items;
  }

  #word(): string {
    const word = this.#match(/([A-Za-z_][A-Za-z0-9_]*)/y);
    if (word === undefined) throw failed(`expected a name at ${this.#at}`);
    return word;
  }

  #take(token: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    this.#skipSpace();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found[1];
  }

  #skipSpace(): void {
    const space = /[ \t\r\n]*/y;
    space.lastIndex = this.#at;
    space.exec(this.#text);
    this.#at = space.lastIndex;
  }
}
