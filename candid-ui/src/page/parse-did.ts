/** A type as a Candid file writes it. Names stand for types of the same file. */
export type DidType =
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'opt' | 'vec'; readonly of: DidType }
  | { readonly kind: 'record' | 'variant'; readonly fields: readonly (readonly [string, DidType])[] }
  | DidFunc
  | { readonly kind: 'service'; readonly methods: readonly (readonly [string, DidType])[] };

/** A function: what it takes, what it gives, and how it is called. */
export interface DidFunc {
  readonly kind: 'func';
  readonly arguments: readonly DidType[];
  readonly results: readonly DidType[];
  readonly modes: readonly string[];
}

/** An interface: types by name, and the service, which may be a name. */
export interface DidFile {
  readonly types: ReadonlyMap<string, DidType>;
  readonly service: DidType | undefined;
  /** What stands above each method in comments. */
  readonly comments: ReadonlyMap<string, string>;
}

/** A text that is not a Candid interface, or is one that needs other files. */
export class DidInvalid extends Error {
  override readonly name = 'DidInvalid';
}

const PRIMITIVES = new Set(
  `nat nat8 nat16 nat32 nat64 int int8 int16 int32 int64 float32 float64
   bool text null reserved empty principal`.split(/\s+/),
);
/** Bounds: nesting of types, so that a hostile text cannot exhaust the stack. */
const DEPTH_MAX = 200;
const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\]|\\.)*"|->|[A-Za-z_][A-Za-z0-9_]*|\d[\d_]*|0x[\da-fA-F_]+|[{}()=;:,]|\s+|./gu;

/** Reads the text of a Candid interface. Errors: DidInvalid. Source: Candid specification, "Core grammar". */
export function parseDid(text: string): DidFile {
  return new Parser(text).file();
}

interface Token {
  readonly text: string;
  readonly comment: string;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #comments = new Map<string, string>();
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  file(): DidFile {
    const types = new Map<string, DidType>();
    while (this.#takes('type')) {
      const name = this.#word();
      this.#expect('=');
      types.set(name, this.#type());
      this.#takes(';');
    }
    if (this.#peek() === 'import') throw new DidInvalid('expected an interface in one file, got an import');
    const service = this.#takes('service') ? this.#service() : undefined;
    this.#takes(';');
    if (this.#peek() !== '') throw this.#unexpected('the end');
    return { types, service, comments: this.#comments };
  }

  #service(): DidType {
    if (this.#peek() !== ':') this.#word();
    this.#expect(':');
    if (this.#peek() === '(') {
      this.#tuple();
      this.#expect('->');
    }
    return this.#peek() === '{' ? this.#methods() : { kind: 'name', name: this.#word() };
  }

  #methods(): DidType {
    const methods = this.#listed('{', '}', ';', () => {
      const { comment } = this.#tokens[this.#at] ?? { comment: '' };
      const name = this.#label();
      if (comment !== '') this.#comments.set(name, comment);
      this.#expect(':');
      const type: DidType = this.#peek() === '(' ? this.#func() : { kind: 'name', name: this.#word() };
      return [name, type] as const;
    });
    return { kind: 'service', methods };
  }

  #func(): DidFunc {
    const given = this.#tuple();
    this.#expect('->');
    const results = this.#tuple();
    const modes: string[] = [];
    while (['query', 'oneway', 'composite_query'].includes(this.#peek())) modes.push(this.#word());
    return { kind: 'func', arguments: given, results, modes };
  }

  #tuple(): DidType[] {
    return this.#listed('(', ')', ',', () => {
      if (this.#tokens[this.#at + 1]?.text === ':') {
        this.#label();
        this.#expect(':');
      }
      return this.#type();
    });
  }

  #type(): DidType {
    if (++this.#depth > DEPTH_MAX) throw new DidInvalid(`expected types nested at most ${DEPTH_MAX} deep`);
    const type = this.#unboundedType();
    this.#depth--;
    return type;
  }

  #unboundedType(): DidType {
    const word = this.#word();
    switch (word) {
      case 'opt':
      case 'vec':
        return { kind: word, of: this.#type() };
      case 'blob':
        return { kind: 'vec', of: { kind: 'primitive', name: 'nat8' } };
      case 'record':
      case 'variant':
        return { kind: word, fields: this.#fields(word) };
      case 'func':
        return this.#func();
      case 'service':
        return this.#methods();
      default:
        return PRIMITIVES.has(word) ? { kind: 'primitive', name: word } : { kind: 'name', name: word };
    }
  }

  #fields(kind: 'record' | 'variant'): (readonly [string, DidType])[] {
    let next = 0;
    return this.#listed('{', '}', ';', () => {
      const numbered = /^\d/.test(this.#peek());
      const labelled = this.#tokens[this.#at + 1]?.text === ':';
      if (!numbered && !labelled && kind === 'record') return [`_${next++}_`, this.#type()] as const;
      const label = numbered ? this.#id() : this.#label();
      if (numbered) next = Number(label.slice(1, -1)) + 1;
      if (this.#takes(':')) return [label, this.#type()] as const;
      if (kind === 'record') throw this.#unexpected(':');
      return [label, { kind: 'primitive', name: 'null' }] as const;
    });
  }

  #listed<T>(start: string, end: string, between: string, item: () => T): T[] {
    this.#expect(start);
    const items: T[] = [];
    while (this.#peek() !== end) {
      items.push(item());
      if (!this.#takes(between)) break;
    }
    this.#expect(end);
    return items;
  }

  #id(): string {
    return `_${Number(this.#next().replaceAll('_', ''))}_`;
  }

  #label(): string {
    const text = this.#peek();
    if (!text.startsWith('"')) return this.#word();
    this.#at++;
    return unquoted(text);
  }

  #word(): string {
    if (!/^[A-Za-z_]/.test(this.#peek())) throw this.#unexpected('a name');
    return this.#next();
  }

  #peek(): string {
    return this.#tokens[this.#at]?.text ?? '';
  }

  #next(): string {
    const text = this.#peek();
    this.#at++;
    return text;
  }

  #takes(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw this.#unexpected(text);
  }

  #unexpected(expected: string): DidInvalid {
    return new DidInvalid(`expected ${expected}, got ${this.#peek() || 'the end'}`);
  }
}

/** Tokens with the comments before them; white space is left out. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let comment: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('//')) comment.push(token.replace(/^\/\/+ ?/, '').trimEnd());
    else if (token.startsWith('/*')) comment = [];
    else if (token.trim() !== '') {
      tokens.push({ text: token, comment: comment.join('\n') });
      comment = [];
    }
  }
  return tokens;
}

/** Source: Candid specification, "Text". */
function unquoted(token: string): string {
  const bytes: number[] = [];
  const utf8 = new TextEncoder();
  const pattern = /\\u\{([\da-fA-F_]+)\}|\\([\da-fA-F]{2})|\\(.)|([^\\]+)/gu;
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  for (const [, code, byte, escaped, plain] of token.slice(1, -1).matchAll(pattern)) {
    if (byte !== undefined) bytes.push(parseInt(byte, 16));
    else if (code !== undefined)
      bytes.push(...utf8.encode(String.fromCodePoint(parseInt(code.replaceAll('_', ''), 16))));
    else bytes.push(...utf8.encode(plain ?? escapes[escaped ?? ''] ?? escaped ?? ''));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
