import { outcallInvalid } from './outcall-failed.ts';
import type { OutcallRequest } from './outcall.ts';

/** The URL of a request. Errors: OutcallFailed. */
export function requestUrl({ url }: Pick<OutcallRequest, 'url'>): URL {
  try {
    return new URL(url);
  } catch {
    throw outcallInvalid('Failed to parse URL: invalid uri');
  }
}

/** Errors: OutcallFailed for a URL that is not https. Source: interface specification, "http_request". */
export function requireHttps(url: URL): void {
  if (url.protocol !== 'https:') throw outcallInvalid('Url need to specify https scheme');
}
