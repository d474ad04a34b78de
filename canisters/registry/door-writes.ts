import { IDL } from '@dfinity/candid';
import { update } from 'azle';
import { serveWrite } from './door.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { attest } from './attest.ts';
import { Attestation } from './attestation.ts';
import { CanisterRecord } from './canister-record.ts';
import { grantOwnRole, revokeOwnRole, rotateOwnKey } from './change-own-members.ts';
import { Incident } from './incident.ts';
import { MemberRoles } from './member.ts';
import { METHODS } from './methods.ts';
import { Proposal } from './proposal.ts';
import { propose, proposeOnce } from './propose.ts';
import { amendCanister, registerCanister, retireOwnCanister } from './register-canister.ts';
import { subscribeDirectory } from './subscribe-directory.ts';
import { vote } from './vote.ts';
import { withdraw } from './withdraw.ts';

const MANUAL = { manual: true } as const;

/** The methods that change something. */
export class Writes {
  @update(METHODS.propose.args, METHODS.propose.result, MANUAL)
  propose(): void {
    serveWrite(METHODS.propose, Proposal, propose);
  }

  @update(METHODS.vote.args, METHODS.vote.result, MANUAL)
  vote(): void {
    serveWrite(METHODS.vote, Proposal, vote);
  }

  @update(METHODS.withdraw.args, METHODS.withdraw.result, MANUAL)
  withdraw(): void {
    serveWrite(METHODS.withdraw, Proposal, withdraw);
  }

  @update(METHODS.propose_once.args, METHODS.propose_once.result, MANUAL)
  propose_once(): void {
    serveWrite(METHODS.propose_once, Proposal, proposeOnce);
  }

  @update(METHODS.grant_role.args, METHODS.grant_role.result, MANUAL)
  grant_role(): void {
    serveWrite(METHODS.grant_role, MemberRoles, grantOwnRole);
  }

  @update(METHODS.revoke_role.args, METHODS.revoke_role.result, MANUAL)
  revoke_role(): void {
    serveWrite(METHODS.revoke_role, MemberRoles, revokeOwnRole);
  }

  @update(METHODS.rotate_key.args, METHODS.rotate_key.result, MANUAL)
  rotate_key(): void {
    serveWrite(METHODS.rotate_key, MemberRoles, rotateOwnKey);
  }

  @update(METHODS.register_canister.args, METHODS.register_canister.result, MANUAL)
  register_canister(): void {
    serveWrite(METHODS.register_canister, CanisterRecord, registerCanister);
  }

  @update(METHODS.amend_canister.args, METHODS.amend_canister.result, MANUAL)
  amend_canister(): void {
    serveWrite(METHODS.amend_canister, CanisterRecord, amendCanister);
  }

  @update(METHODS.retire_canister.args, METHODS.retire_canister.result, MANUAL)
  retire_canister(): void {
    serveWrite(METHODS.retire_canister, CanisterRecord, retireOwnCanister);
  }

  @update(METHODS.attest.args, METHODS.attest.result, MANUAL)
  attest(): void {
    serveWrite(METHODS.attest, Attestation, attest);
  }

  @update(METHODS.acknowledge_incident.args, METHODS.acknowledge_incident.result, MANUAL)
  acknowledge_incident(): void {
    serveWrite(METHODS.acknowledge_incident, Incident, acknowledgeIncident);
  }

  @update(METHODS.subscribe_directory.args, METHODS.subscribe_directory.result, MANUAL)
  subscribe_directory(): void {
    serveWrite(METHODS.subscribe_directory, IDL.Null, subscribeDirectory);
  }
}
