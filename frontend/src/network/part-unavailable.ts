/** A part of the portal could not be fetched: there is no connection, or a newer version has taken its place. */
export class PartUnavailable extends Error {
  override readonly name = 'PartUnavailable';
}

/** Fetches a part of the portal. Errors: PartUnavailable. */
export async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new PartUnavailable('expected a part of the portal', { cause });
  }
}
