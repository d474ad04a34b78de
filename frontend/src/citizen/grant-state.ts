import type { vault } from '@indus/client';

/** How a grant stands at a moment. */
export type GrantState = 'future' | 'active' | 'expired' | 'revoked';

/** How a grant stands. Bounds: from its start on, and before its end. Units: milliseconds since 1970-01-01 UTC. */
export function grantState(
  {
    revoked_at_ns,
    starts_at_ns,
    expires_at_ns,
  }: Pick<vault.DelegateGrant, 'revoked_at_ns' | 'starts_at_ns' | 'expires_at_ns'>,
  nowMs: number,
): GrantState {
  const nowNs = BigInt(nowMs) * 1_000_000n;
  if (revoked_at_ns.length > 0) return 'revoked';
  if (nowNs < starts_at_ns) return 'future';
  return nowNs < expires_at_ns ? 'active' : 'expired';
}
