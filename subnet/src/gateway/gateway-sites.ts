import { createSite, type Site, type SiteOptions } from './serve-site.ts';

/** The directories that the gateway serves. */
export interface GatewaySites {
  /** What the root host serves. */
  readonly site?: SiteOptions;
  /** Directories by the whole name of their host, such as `id.ai.localhost`. */
  readonly namedSites?: Readonly<Record<string, SiteOptions>>;
  /** Directories that are served at the host of a canister id in text, where no canister is asked. */
  readonly canisterSites?: Readonly<Record<string, SiteOptions>>;
}

/** Sites as they are looked up. */
export interface OpenSites {
  readonly root: Site | undefined;
  readonly named: ReadonlyMap<string, Site>;
  readonly ofCanisters: ReadonlyMap<string, Site>;
}

/** Makes what serves each of the directories. */
export function openSites({ site, namedSites, canisterSites }: GatewaySites): OpenSites {
  const opened = (sites: GatewaySites['namedSites'] = {}): Map<string, Site> =>
    new Map(Object.entries(sites).map(([name, options]) => [name.toLowerCase(), createSite(options)]));
  return {
    root: site && createSite(site),
    named: opened(namedSites),
    ofCanisters: opened(canisterSites),
  };
}
