/** The pages of the project, by the names of their canisters in `dfx.json`. */
export const SITE_NAMES = ['portal', 'identity_page'] as const;

/** One of the pages. */
export type SiteName = (typeof SITE_NAMES)[number];

/** Whether a name is that of a page. */
export function isSiteName(name: string): name is SiteName {
  return (SITE_NAMES as readonly string[]).includes(name);
}
