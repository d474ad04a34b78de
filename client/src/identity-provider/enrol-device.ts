import { exchange } from '../call-failed.ts';
import type { DeviceData } from '../generated/identity.ts';
import { askProvider, type IdentityProvider, unwrap } from './identity-provider.ts';

/** A code of six digits that a new device shows, and until when it is good. */
export interface EnrolmentCode {
  readonly code: string;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly expiresAtNs: bigint;
}

/**
 * Lets one further device be proposed, and answers until when.
 * Units: nanoseconds since 1970-01-01 UTC.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function openEnrolment(provider: IdentityProvider, anchor: bigint): Promise<bigint> {
  const opened = await askProvider('open_enrolment', anchor, () => provider.service.open_enrolment(anchor));
  return opened.expires_at_ns;
}

/** Ends an enrolment. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function closeEnrolment(provider: IdentityProvider, anchor: bigint): Promise<void> {
  await askProvider('close_enrolment', anchor, () => provider.service.close_enrolment(anchor));
}

/**
 * Proposes the device that the connection signs as; it shows the code until an older device confirms it.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function proposeDevice(
  provider: IdentityProvider,
  anchor: bigint,
  device: DeviceData,
): Promise<EnrolmentCode> {
  const answer = await exchange('propose_device', () => provider.service.propose_device({ anchor, device }));
  const { code, expires_at_ns } = unwrap('propose_device', answer);
  return { code, expiresAtNs: expires_at_ns };
}

/**
 * Takes the proposed device to the anchor by the code that it shows.
 * Errors: IdentityRefused, `WrongCode` with the tries that are left among them; CallFailed; ProofInvalid.
 */
export async function confirmDevice(provider: IdentityProvider, anchor: bigint, code: string): Promise<void> {
  await askProvider('confirm_device', anchor, () => provider.service.confirm_device({ anchor, code }));
}
