import { query } from 'azle';
import { serveRead } from './door.ts';
import { listMembers } from './list-members.ts';
import { listMemberships } from './list-memberships.ts';
import { listProposals } from './list-proposals.ts';
import { METHODS } from './methods.ts';
import { proveLogConsistency } from './prove-log-consistency.ts';
import { proveLogEntry } from './prove-log-entry.ts';
import { readBoard } from './read-board.ts';
import {
  listAttestations,
  listBuilders,
  listCanisters,
  listIncidents,
  readAttestation,
  readBuilder,
  readCanister,
  readCanisterVersion,
  readIncident,
} from './read-canister.ts';
import {
  listParameters,
  listPurposes,
  listRecordClasses,
  readParameter,
  readPurpose,
  readRecordClass,
} from './read-code.ts';
import { readDirectory } from './read-directory.ts';
import { readLog } from './read-log.ts';
import { readMember } from './read-member.ts';
import { readOrganisation } from './read-organisation.ts';
import { readProposal } from './read-proposal.ts';
import { searchOrganisations } from './search-organisations.ts';

const MANUAL = { manual: true } as const;

/** The methods that everyone may ask. */
export class Reads {
  @query(METHODS.read_board.args, METHODS.read_board.result, MANUAL)
  read_board(): void {
    serveRead(METHODS.read_board, readBoard);
  }

  @query(METHODS.read_organisation.args, METHODS.read_organisation.result, MANUAL)
  read_organisation(): void {
    serveRead(METHODS.read_organisation, readOrganisation);
  }

  @query(METHODS.search_organisations.args, METHODS.search_organisations.result, MANUAL)
  search_organisations(): void {
    serveRead(METHODS.search_organisations, searchOrganisations);
  }

  @query(METHODS.read_member.args, METHODS.read_member.result, MANUAL)
  read_member(): void {
    serveRead(METHODS.read_member, readMember);
  }

  @query(METHODS.list_members.args, METHODS.list_members.result, MANUAL)
  list_members(): void {
    serveRead(METHODS.list_members, listMembers);
  }

  @query(METHODS.list_memberships.args, METHODS.list_memberships.result, MANUAL)
  list_memberships(): void {
    serveRead(METHODS.list_memberships, listMemberships);
  }

  @query(METHODS.read_proposal.args, METHODS.read_proposal.result, MANUAL)
  read_proposal(): void {
    serveRead(METHODS.read_proposal, readProposal);
  }

  @query(METHODS.list_proposals.args, METHODS.list_proposals.result, MANUAL)
  list_proposals(): void {
    serveRead(METHODS.list_proposals, listProposals);
  }

  @query(METHODS.read_log.args, METHODS.read_log.result, MANUAL)
  read_log(): void {
    serveRead(METHODS.read_log, readLog);
  }

  @query(METHODS.prove_log_entry.args, METHODS.prove_log_entry.result, MANUAL)
  prove_log_entry(): void {
    serveRead(METHODS.prove_log_entry, proveLogEntry);
  }

  @query(METHODS.prove_log_consistency.args, METHODS.prove_log_consistency.result, MANUAL)
  prove_log_consistency(): void {
    serveRead(METHODS.prove_log_consistency, proveLogConsistency);
  }

  @query(METHODS.read_purpose.args, METHODS.read_purpose.result, MANUAL)
  read_purpose(): void {
    serveRead(METHODS.read_purpose, readPurpose);
  }

  @query(METHODS.list_purposes.args, METHODS.list_purposes.result, MANUAL)
  list_purposes(): void {
    serveRead(METHODS.list_purposes, listPurposes);
  }

  @query(METHODS.read_record_class.args, METHODS.read_record_class.result, MANUAL)
  read_record_class(): void {
    serveRead(METHODS.read_record_class, readRecordClass);
  }

  @query(METHODS.list_record_classes.args, METHODS.list_record_classes.result, MANUAL)
  list_record_classes(): void {
    serveRead(METHODS.list_record_classes, listRecordClasses);
  }

  @query(METHODS.read_parameter.args, METHODS.read_parameter.result, MANUAL)
  read_parameter(): void {
    serveRead(METHODS.read_parameter, readParameter);
  }

  @query(METHODS.list_parameters.args, METHODS.list_parameters.result, MANUAL)
  list_parameters(): void {
    serveRead(METHODS.list_parameters, listParameters);
  }

  @query(METHODS.read_directory.args, METHODS.read_directory.result, MANUAL)
  read_directory(): void {
    serveRead(METHODS.read_directory, readDirectory);
  }

  @query(METHODS.read_canister.args, METHODS.read_canister.result, MANUAL)
  read_canister(): void {
    serveRead(METHODS.read_canister, readCanister);
  }

  @query(METHODS.read_canister_version.args, METHODS.read_canister_version.result, MANUAL)
  read_canister_version(): void {
    serveRead(METHODS.read_canister_version, readCanisterVersion);
  }

  @query(METHODS.list_canisters.args, METHODS.list_canisters.result, MANUAL)
  list_canisters(): void {
    serveRead(METHODS.list_canisters, listCanisters);
  }

  @query(METHODS.read_incident.args, METHODS.read_incident.result, MANUAL)
  read_incident(): void {
    serveRead(METHODS.read_incident, readIncident);
  }

  @query(METHODS.list_incidents.args, METHODS.list_incidents.result, MANUAL)
  list_incidents(): void {
    serveRead(METHODS.list_incidents, listIncidents);
  }

  @query(METHODS.read_attestation.args, METHODS.read_attestation.result, MANUAL)
  read_attestation(): void {
    serveRead(METHODS.read_attestation, readAttestation);
  }

  @query(METHODS.list_attestations.args, METHODS.list_attestations.result, MANUAL)
  list_attestations(): void {
    serveRead(METHODS.list_attestations, listAttestations);
  }

  @query(METHODS.read_builder.args, METHODS.read_builder.result, MANUAL)
  read_builder(): void {
    serveRead(METHODS.read_builder, readBuilder);
  }

  @query(METHODS.list_builders.args, METHODS.list_builders.result, MANUAL)
  list_builders(): void {
    serveRead(METHODS.list_builders, listBuilders);
  }
}
