import { fieldsOf } from './window-message.ts';

const PATH = '/.well-known/ii-alternative-origins';
/** Bounds: alternatives of one origin. Source: Internet Identity specification, "JSON Schema". */
const ALTERNATIVES_MAX = 10;
/** Units: bytes. */
const FILE_BYTES_MAX = 16_384;
const TIMEOUT_MS = 10_000;

/**
 * Which origins an origin lets be taken for itself; undefined when it does not say so in the form that is asked for.
 * Sent without credentials, and no redirect is followed.
 * Source: Internet Identity specification, "Alternative Frontend Origins".
 */
export async function readAlternativeOrigins(
  origin: string,
  fetcher: typeof fetch,
): Promise<readonly string[] | undefined> {
  try {
    const answer = await fetcher(`${origin}${PATH}`, {
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status !== 200 || answer.body === null) return undefined;
    return alternativesIn(JSON.parse(await readBounded(answer.body)));
  } catch {
    return undefined;
  }
}

function alternativesIn(file: unknown): readonly string[] | undefined {
  const list = fieldsOf(file)?.['alternativeOrigins'];
  if (!Array.isArray(list) || list.length > ALTERNATIVES_MAX) return undefined;
  if (!list.every((item) => typeof item === 'string')) return undefined;
  return new Set(list).size === list.length ? list : undefined;
}

async function readBounded(body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > FILE_BYTES_MAX) {
      await reader.cancel();
      throw new RangeError(`expected at most ${FILE_BYTES_MAX} bytes, got ${bytes}`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
