import { ORIGIN_CHARACTERS_MAX } from './limits.ts';
import { refuseInvalid } from './method-error.ts';

// As browsers write an origin: scheme, host in lower case or IPv6 in brackets, port. Source: HTML Standard, "Origin".
const ORIGIN = /^https?:\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/;
const NEW_GATEWAY = /^https:\/\/([a-z0-9-]+(?:\.raw)?)\.icp0\.io$/;

/**
 * The origin for which principals are derived: that of a front-end, where the two gateways of the IC are one.
 * Errors: Invalid.
 * Source: Internet Identity specification, "Identity design and data model".
 */
export function checkOrigin(origin: string): string {
  if (origin.length > ORIGIN_CHARACTERS_MAX || !ORIGIN.test(origin)) {
    refuseInvalid(
      'origin',
      `expected an origin as "https://example.gov.pk" of up to ${ORIGIN_CHARACTERS_MAX} characters`,
      ORIGIN_CHARACTERS_MAX,
    );
  }
  return origin.replace(NEW_GATEWAY, 'https://$1.ic0.app');
}
