import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers.ts';
import type { SiteName } from './site-config.ts';

const DAY_SECONDS = 86_400;

/**
 * Rules for dfx's `assets` canister: security headers on every file, names with a hash kept for a year, everything else asked
 * for again, and the page itself for every path that is no file.
 * Source: dfinity/sdk, docs/concepts, "Asset canister", file `.ic-assets.json5`.
 */
export function icAssets(site: SiteName): string {
  const headers = { 'Content-Security-Policy': contentSecurityPolicy(site), ...SECURITY_HEADERS };
  const rules = [
    {
      match: '**/*',
      headers: { ...headers, 'Cache-Control': 'no-cache' },
      allow_raw_access: false,
      enable_aliasing: true,
    },
    {
      match: 'assets/**/*',
      headers: { ...headers, 'Cache-Control': `public, max-age=${365 * DAY_SECONDS}, immutable` },
      allow_raw_access: false,
    },
    { match: 'indus.json', headers: { ...headers, 'Cache-Control': 'no-store' }, allow_raw_access: false },
    { match: '.well-known', ignore: false },
    { match: '.well-known/**/*', headers: { ...headers, 'Access-Control-Allow-Origin': '*' }, ignore: false },
  ];
  return `${JSON.stringify(rules, undefined, 2)}\n`;
}
