/** How often a request of any connection found nobody. */
let unreached = 0;

/** How often a request of any connection found nobody, since the program began. */
export function unreachedCount(): number {
  return unreached;
}

/** The same, and counts the requests that find nobody: the agent does not tell of all of them. */
export function watchFetch(fetcher: typeof fetch): typeof fetch {
  return async (...request) => {
    try {
      return await fetcher(...request);
    } catch (error) {
      unreached += 1;
      throw error;
    }
  };
}
