import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import { CertifiedMap } from '@indus/kit/certified-map';
import { ascii, fork, forkHash, labeled, labeledHash, pruned } from '@indus/kit/hash-tree';
import type { HashTree } from '@indus/kit/hash-tree';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { HASH_SIZE_BYTES } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { HOME_PAGE } from './home-page.ts';
import { EXACT, WILDCARD, answerHash, answerTree, answerTreeHash, responseHash } from './http-expression.ts';
import type { AnswerHead } from './http-expression.ts';

const FIXED = Uint8Array.of(0);
const ROOT = new Uint8Array(0);
const RECORDS = ascii('records');
const utf8 = new TextEncoder();
const NOT_FOUND = utf8.encode('not found\n');

/** Answers with a document of JSON. */
export const JSON_HEAD: AnswerHead = {
  status: 200,
  headers: [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'no-cache'],
    ['X-Content-Type-Options', 'nosniff'],
  ],
};

const HTML_HEAD: AnswerHead = {
  status: 200,
  headers: [['Content-Type', 'text/html; charset=utf-8'], ...JSON_HEAD.headers.slice(1)],
};

const TEXT_HEAD: AnswerHead = {
  status: 404,
  headers: [['Content-Type', 'text/plain; charset=utf-8'], ...JSON_HEAD.headers.slice(1)],
};

/** An answer with all that proves it but the certificate. */
export interface ProvenAnswer extends AnswerHead {
  readonly body: Uint8Array;
  /** What stands below the label `http_expr`, pruned. */
  readonly tree: HashTree;
  readonly expressionPath: readonly string[];
}

/**
 * The documents that are served over HTTP: `/` and `/records/<name>`, each certified under its path, and one certified
 * answer for all paths that are not there. Putting a document costs its own path in the tree.
 */
export class DocumentStore {
  readonly #documents: Table;
  readonly #fixed: Table;
  readonly #records: CertifiedMap;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    this.#documents = part(0);
    this.#records = new CertifiedMap(part(1), 'subtree');
    this.#fixed = part(2);
  }

  /** Takes in the pages that are part of the code. Context: install and upgrade. */
  prepare(): void {
    const page = answerHash(responseHash(HTML_HEAD, HOME_PAGE));
    this.#fixed.set(FIXED, concatBytes(page, answerTreeHash(WILDCARD, responseHash(TEXT_HEAD, NOT_FOUND))));
  }

  /** Puts a document in the place of what was under its name. */
  put(name: string, body: Uint8Array): void {
    const response = responseHash(JSON_HEAD, body);
    this.#documents.set(utf8.encode(name), concatBytes(response, body));
    this.#records.set(utf8.encode(name), answerTreeHash(EXACT, response));
  }

  /** The document's bytes. */
  body(name: string): Uint8Array | undefined {
    return this.#documents.get(utf8.encode(name))?.slice(HASH_SIZE_BYTES);
  }

  /** Root hash of what stands below the label `http_expr`. */
  rootHash(): Uint8Array {
    const { notFound } = this.#fixedHashes();
    return forkHash(forkHash(this.#homeHash(), notFound), labeledHash(RECORDS, this.#records.rootHash()));
  }

  /** What is shown of the documents with these names, or that they are not there. */
  treeOf(names: readonly string[]): HashTree {
    const { notFound } = this.#fixedHashes();
    const tree = this.#records.witness(
      names.map((name) => utf8.encode(name)),
      (key) => this.#answerTree(key),
    );
    return fork(pruned(forkHash(this.#homeHash(), notFound)), labeled(RECORDS, tree));
  }

  /** The answer to a path, in segments as the HTTP gateway protocol cuts them. */
  answer(segments: readonly string[]): ProvenAnswer {
    if (segments.length === 1 && segments[0] === '') return this.#home();
    const [folder, name, ...more] = segments;
    if (folder === 'records' && name !== undefined && more.length === 0) {
      const body = this.body(name);
      if (body !== undefined) {
        const expressionPath = ['http_expr', 'records', name, '<$>'];
        return { ...JSON_HEAD, body, tree: this.treeOf([name]), expressionPath };
      }
    }
    return this.#notFound(folder === 'records' ? (name ?? '') : '');
  }

  #home(): ProvenAnswer {
    const { notFound } = this.#fixedHashes();
    const page = labeled(ROOT, answerTree(EXACT, responseHash(HTML_HEAD, HOME_PAGE)));
    const records = pruned(labeledHash(RECORDS, this.#records.rootHash()));
    const tree = fork(fork(page, pruned(notFound)), records);
    return { ...HTML_HEAD, body: HOME_PAGE, tree, expressionPath: ['http_expr', '', '<$>'] };
  }

  /** Shows the wildcard, and that nothing fits the path better: neither the name nor another end of a path. */
  #notFound(name: string): ProvenAnswer {
    const names = [name, '<$>', '<*>'].filter((key) => key !== '').map((key) => utf8.encode(key));
    const records = labeled(RECORDS, this.#records.witness(names));
    const home = labeled(ROOT, labeled(EXACT, pruned(this.#fixedHashes().page)));
    const wildcard = answerTree(WILDCARD, responseHash(TEXT_HEAD, NOT_FOUND));
    const tree = fork(fork(home, wildcard), records);
    return { ...TEXT_HEAD, body: NOT_FOUND, tree, expressionPath: ['http_expr', '<*>'] };
  }

  #answerTree(key: Uint8Array): HashTree {
    const document = this.#documents.get(key);
    assert(document !== undefined, 'every certified document is stored');
    return answerTree(EXACT, document.slice(0, HASH_SIZE_BYTES));
  }

  #homeHash(): Uint8Array {
    return labeledHash(ROOT, labeledHash(EXACT, this.#fixedHashes().page));
  }

  #fixedHashes(): { page: Uint8Array; notFound: Uint8Array } {
    const bytes = this.#fixed.get(FIXED);
    assert(bytes !== undefined, 'the pages of the code are taken in at installation');
    return { page: bytes.slice(0, HASH_SIZE_BYTES), notFound: bytes.slice(HASH_SIZE_BYTES) };
  }
}
