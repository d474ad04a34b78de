export { buildIdentityPage, buildPortal, type BuiltSite } from './build-site.ts';
export { contentSecurityPolicy } from './security-headers.ts';
