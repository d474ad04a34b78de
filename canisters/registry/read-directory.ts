import { DIRECTORY_PAGE_CHANGES_MAX } from '@indus/kit/directory-feed';
import type { DirectoryPage, ReadDirectoryRequest } from '@indus/kit/directory-feed';
import type { Env } from '@indus/kit/env';
import { checkLimit } from './check-page.ts';
import type { Registry } from './storage.ts';

/**
 * Changes of the directory above a sequence, for canisters that mirror it.
 * Errors: Invalid for the limit.
 */
export function readDirectory(
  registry: Registry,
  _env: Env,
  { after, limit }: ReadDirectoryRequest,
): DirectoryPage {
  checkLimit(limit, DIRECTORY_PAGE_CHANGES_MAX);
  return registry.directory.read(after, limit);
}
