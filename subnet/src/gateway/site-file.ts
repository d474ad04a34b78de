import { sha256 } from '../crypto/sha256.ts';
import { compress, type Encoding } from './content-encoding.ts';
import { contentTypeOf, isCompressible } from './content-type.ts';

/** Bounds: bytes below which compression saves nothing that shows. */
const COMPRESSED_BYTES_MIN = 512;

/** Finds the bytes that a build compressed beforehand; undefined when there are none of this file. */
export type Precompressed = (encoding: Encoding) => Promise<Uint8Array | undefined>;

/** What is said of a file when its name does not say it. */
export interface FileOptions {
  readonly contentType?: string;
  readonly cacheControl?: string;
}

/** A file of a site with its compressed forms, each of which is made once. */
export class SiteFile {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
  /** Names the content, without its quotation marks. */
  readonly tag: string;
  readonly #precompressed: Precompressed;
  readonly #encoded = new Map<Encoding, Promise<Uint8Array | undefined>>();

  /** The path is the one under which it is served. */
  constructor(
    path: string,
    body: Uint8Array,
    options: FileOptions = {},
    precompressed: Precompressed = () => Promise.resolve(undefined),
  ) {
    this.body = body;
    this.contentType = options.contentType ?? contentTypeOf(path);
    this.cacheControl = options.cacheControl ?? (isNamedByContent(path) ? IMMUTABLE : 'no-cache');
    this.tag = Buffer.from(sha256(body)).toString('base64url');
    this.#precompressed = precompressed;
  }

  /** Whether its form depends on what the client takes. */
  get varies(): boolean {
    return this.body.length >= COMPRESSED_BYTES_MIN && isCompressible(this.contentType);
  }

  /** Its bytes compressed; undefined when that does not make them fewer. */
  encoded(encoding: Encoding): Promise<Uint8Array | undefined> {
    if (!this.varies) return Promise.resolve(undefined);
    const known = this.#encoded.get(encoding);
    if (known !== undefined) return known;
    const made = this.#encode(encoding);
    this.#encoded.set(encoding, made);
    return made;
  }

  async #encode(encoding: Encoding): Promise<Uint8Array | undefined> {
    const encoded = (await this.#precompressed(encoding)) ?? (await compress(this.body, encoding));
    return encoded.length < this.body.length ? encoded : undefined;
  }
}

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** A name that the build made of the content never stands for other content. Source: Vite, `build.assetsDir`. */
function isNamedByContent(path: string): boolean {
  return /^\/assets\/(?:.+\/)?[^/]+-[\w-]{8}(?:\.[a-z0-9]+)+$/i.test(path);
}
