/** A page of something longer, with the cursor of the page after it. */
interface Page {
  readonly next?: Uint8Array;
}

/** Reads page after page, to the last or to the bound; never none. Errors: those of `read`. */
export async function readPages<P extends Page>(
  read: (cursor: Uint8Array | undefined) => Promise<P>,
  pagesMax: number,
): Promise<[P, ...P[]]> {
  const first = await read(undefined);
  const pages: [P, ...P[]] = [first];
  for (let { next } = first; next && pages.length < pagesMax;) {
    const page = await read(next);
    pages.push(page);
    next = page.next;
  }
  return pages;
}
