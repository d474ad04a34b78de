import type { Principal } from '@dfinity/principal';
import type { ActionHandlers } from './action-handler.ts';
import type { Builder } from './attestation.ts';
import type { CanisterAction } from './canister-actions.ts';
import { takeUpgradeJob } from './canister-jobs.ts';
import { canisterKey } from './canister-store.ts';
import { declareCanister, retireCanister } from './change-canister.ts';
import { checkHash, checkSource, findCanister } from './check-canister.ts';
import { checkReason, checkText } from './check-details.ts';
import { findActiveOrganisation } from './find-organisation.ts';
import {
  BUILDERS_MAX,
  RECIPE_CHARACTERS_MAX,
  UPGRADE_AHEAD_MAX_NS,
  UPGRADE_APPROVALS_MIN,
} from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import { settleCanister } from './settle-canister.ts';
import type { Registry } from './storage.ts';

const NS_PER_HOUR = 3_600_000_000_000n;

/** What the board decides about canisters and builders. */
export const canisterHandlers: ActionHandlers<CanisterAction> = {
  register_builder: {
    check: (registry, { organisation, builder }) => {
      if (builder.isAnonymous())
        refuseInvalid('builder', 'expected a signed principal, got the anonymous one');
      findActiveOrganisation(registry, organisation);
      const known = registry.canisters.builders.get(canisterKey(builder));
      if (known?.active === true) refuse({ BuilderTaken: { builder, organisation: known.organisation } });
      if (known === undefined && registry.canisters.builders.count >= BUILDERS_MAX)
        refuse({ TooMany: { what: 'builders', limit: BigInt(BUILDERS_MAX) } });
    },
    apply: (registry, { organisation, builder }, { env }) => {
      const { builders } = registry.canisters;
      if (builders.bytes(canisterKey(builder)) === undefined) builders.nextNumber();
      builders.put({ builder, organisation, active: true, changed_at_ns: env.nowNs });
      return organisation;
    },
  },
  remove_builder: {
    check: (registry, builder) => void findBuilder(registry, builder),
    apply: (registry, builder, { env }) => {
      const known = findBuilder(registry, builder);
      registry.canisters.builders.put({ ...known, active: false, changed_at_ns: env.nowNs });
      return known.organisation;
    },
  },
  mark_critical: {
    check: (registry, { canister }) => void findCanister(registry, canister),
    apply: (registry, { canister, critical }, { env, proposal }) => {
      const record = findCanister(registry, canister);
      declareCanister(registry, env, record, { ...record.declared, critical, proposal: [proposal] });
      return record.declared.organisation;
    },
  },
  approve_upgrade: {
    approvalsMin: UPGRADE_APPROVALS_MIN,
    check: (registry, approval, nowNs) => {
      checkSource(approval.source);
      checkText('recipe', approval.recipe, RECIPE_CHARACTERS_MAX);
      checkHash('expected_sha256', approval.expected_sha256);
      if (approval.not_before_ns > nowNs + UPGRADE_AHEAD_MAX_NS)
        refuseInvalid('not_before_ns', 'expected a time within 366 days', nowNs + UPGRADE_AHEAD_MAX_NS);
      findCanister(registry, approval.canister);
      if (registry.board().members.length < UPGRADE_APPROVALS_MIN)
        refuseInvalid('board', 'expected a board of 2 or more to approve an upgrade', UPGRADE_APPROVALS_MIN);
    },
    apply: (registry, approval, { env, proposal }) => {
      const { source, recipe, expected_sha256, not_before_ns } = approval;
      const record = findCanister(registry, approval.canister);
      const noticeNs = registry.codes.parameter('upgrade_notice_hours') * NS_PER_HOUR;
      const earliestNs = env.nowNs + noticeNs;
      const effective_at_ns = not_before_ns > earliestNs ? not_before_ns : earliestNs;
      const pending = { proposal, source, recipe, expected_sha256, effective_at_ns };
      settleCanister(registry, env, { ...record, pending_upgrade: [pending] }, 'approve_upgrade');
      registry.jobs.schedule(takeUpgradeJob(approval.canister, effective_at_ns));
      return record.declared.organisation;
    },
  },
  retire_canister: {
    check: (registry, { canister, reason }) => {
      checkReason(reason);
      findCanister(registry, canister);
    },
    apply: (registry, { canister }, { env }) =>
      retireCanister(registry, env, findCanister(registry, canister)).declared.organisation,
  },
};

function findBuilder(registry: Registry, builder: Principal): Builder {
  const known = registry.canisters.builders.get(canisterKey(builder));
  return known?.active === true ? known : refuse({ NotBuilder: { builder } });
}
