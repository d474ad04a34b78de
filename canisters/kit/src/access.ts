import type { Principal } from '@dfinity/principal';
import type { Directory, Standing } from './directory.ts';
import type { RoleName } from './directory-feed.ts';
import type { Env } from './env.ts';
import { refuseKit } from './kit-errors.ts';

const NS_PER_MINUTE = 60_000_000_000n;

/** Which roles a method asks for, and where. */
export interface RoleRequest {
  readonly roles: readonly RoleName[];
  /** Absent: in any active organisation. */
  readonly organisation?: bigint | undefined;
}

/**
 * Who may do what: the one place. It denies by default: whoever is not named, by a role in an active organisation or by
 * principal, is refused, and so is everyone while the mirror of the directory is too old to decide by.
 */
export class Access {
  readonly directory: Directory;

  constructor(directory: Directory) {
    this.directory = directory;
  }

  /** Errors: AnonymousCaller. */
  requireSigned(env: Env): Principal {
    if (env.caller.isAnonymous()) refuseKit({ AnonymousCaller: null });
    return env.caller;
  }

  /**
   * The caller's standing with one of the roles.
   * Errors: AnonymousCaller; DirectoryStale; RoleRequired.
   */
  requireRole(env: Env, request: RoleRequest): Standing {
    this.requireSigned(env);
    this.requireFresh(env);
    const { roles, organisation } = request;
    const standing = this.rolesOf(env.caller).find(
      (held) =>
        (organisation === undefined || held.organisation === organisation) &&
        held.roles.some((role) => roles.includes(role)),
    );
    return standing ?? refuseRole(request);
  }

  /** Where a principal has roles that count: none in suspended organisations, nor in those the mirror does not know. */
  rolesOf(principal: Principal): Standing[] {
    if (principal.isAnonymous()) return [];
    return this.directory.membershipsOf(principal).filter(({ organisation }) => this.isActive(organisation));
  }

  /** Whether an organisation is known and not suspended. */
  isActive(organisation: bigint): boolean {
    const known = this.directory.organisation(organisation);
    return known !== undefined && 'active' in known.status;
  }

  /**
   * That the caller is one of the principals given: a sister canister, a controller in an emergency.
   * Errors: AnonymousCaller; NotPermitted.
   */
  requireOneOf(env: Env, principals: readonly Principal[]): void {
    this.requireSigned(env);
    const caller = env.caller.toText();
    if (!principals.some((principal) => principal.toText() === caller)) {
      refuseKit({ NotPermitted: { caller: env.caller } });
    }
  }

  /**
   * That the mirror is young enough to decide by: at most `receipt_max_age_minutes`, inclusive.
   * Errors: DirectoryStale.
   */
  requireFresh(env: Env): void {
    const { syncedAtNs } = this.directory.head;
    const ageMaxNs = this.directory.parameter('receipt_max_age_minutes') * NS_PER_MINUTE;
    const isFresh = syncedAtNs !== 0n && env.nowNs <= syncedAtNs + ageMaxNs;
    if (!isFresh) refuseKit({ DirectoryStale: { synced_at_ns: syncedAtNs } });
  }
}

function refuseRole({ roles, organisation }: RoleRequest): never {
  return refuseKit({
    RoleRequired: {
      roles: roles.map((role) => ({ [role]: null }) as never),
      organisation: organisation === undefined ? [] : [organisation],
    },
  });
}
