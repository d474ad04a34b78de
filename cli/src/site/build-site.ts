import { BuildError } from '../build/build-error.ts';
import type { SiteName } from './site-name.ts';

/** A page as it was built: its files, and the policy that it keeps. */
export interface BuiltSite {
  readonly directory: string;
  readonly contentSecurityPolicy: string;
}

/**
 * Builds a page into a folder, unless nothing it is made of has changed.
 * Errors: BuildError `bundle-failed`; the folder is then as it was.
 */
export async function buildSite(name: SiteName, directory: string): Promise<BuiltSite> {
  const { buildIdentityPage, buildPortal } = await import('@indus/frontend');
  const build = name === 'portal' ? buildPortal : buildIdentityPage;
  try {
    return await build(directory);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BuildError('bundle-failed', `${name}: ${reason}`, { canister: name, cause });
  }
}
