import type { SiteName } from './site-config.ts';

/** Where the Internet Computer's interface is, for a portal that is served by one of its canisters. */
const INTERNET_COMPUTER = ['https://icp-api.io', 'https://icp0.io'];

/**
 * What a page of the portal may load: only what its own origin serves, no script or style in the markup, and only the one
 * script address that the policy `indus` lets through (the service worker).
 * Source: W3C Content Security Policy Level 3; W3C Trusted Types.
 */
export function contentSecurityPolicy(site: SiteName): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${INTERNET_COMPUTER.join(' ')}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    `form-action ${FORM_TARGETS[site]}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types indus',
  ].join('; ');
}

/** Where forms may go: a program of a terminal takes its answer at a port of this machine, and sends the browser back. */
const FORM_TARGETS: Readonly<Record<SiteName, string>> = {
  portal: "'none'",
  identity: "'self' http://127.0.0.1:*",
};

/** Headers of every file of a page, beside its policy. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};
