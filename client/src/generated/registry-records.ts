/* eslint-disable */
// Made from canisters/registry/registry.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import { IDL } from '@dfinity/candid';

/** Candid types of the records that travel as blobs. */
export const recordTypes = (() => {
  const Role = IDL.Variant({
    'admin' : IDL.Null,
    'judge' : IDL.Null,
    'auditor' : IDL.Null,
    'data_protection' : IDL.Null,
    'officer' : IDL.Null,
    'developer' : IDL.Null,
  });
  const Contact = IDL.Record({
    'email' : IDL.Text,
    'website' : IDL.Opt(IDL.Text),
    'telephone' : IDL.Opt(IDL.Text),
  });
  const OrganisationKind = IDL.Variant({
    'court' : IDL.Null,
    'education' : IDL.Null,
    'state_enterprise' : IDL.Null,
    'regulator' : IDL.Null,
    'district' : IDL.Null,
    'company' : IDL.Null,
    'provincial' : IDL.Null,
    'civil_society' : IDL.Null,
    'federal' : IDL.Null,
    'health' : IDL.Null,
  });
  const Names = IDL.Record({
    'en' : IDL.Text,
    'ps' : IDL.Opt(IDL.Text),
    'sd' : IDL.Opt(IDL.Text),
    'ur' : IDL.Text,
    'pnb' : IDL.Opt(IDL.Text),
  });
  const OrganisationDetails = IDL.Record({
    'contact' : Contact,
    'country' : IDL.Text,
    'kind' : OrganisationKind,
    'names' : Names,
  });
  const Parameter = IDL.Record({ 'value' : IDL.Nat64, 'name' : IDL.Text });
  const BoardMembers = IDL.Record({
    'members' : IDL.Vec(IDL.Principal),
    'threshold' : IDL.Nat32,
  });
  const LegalBasis = IDL.Variant({
    'warrant' : IDL.Null,
    'consent' : IDL.Null,
    'statute' : IDL.Null,
    'break_glass' : IDL.Null,
  });
  const Source = IDL.Record({
    'repository' : IDL.Text,
    'module' : IDL.Text,
    'commit' : IDL.Text,
  });
  const Action = IDL.Variant({
    'revoke_role' : IDL.Record({
      'member' : IDL.Principal,
      'role' : Role,
      'organisation' : IDL.Nat64,
    }),
    'admit_organisation' : OrganisationDetails,
    'amend_organisation' : IDL.Record({
      'details' : OrganisationDetails,
      'organisation' : IDL.Nat64,
    }),
    'grant_role' : IDL.Record({
      'member' : IDL.Principal,
      'role' : Role,
      'organisation' : IDL.Nat64,
    }),
    'set_parameter' : Parameter,
    'mark_critical' : IDL.Record({
      'canister' : IDL.Principal,
      'critical' : IDL.Bool,
    }),
    'suspend_organisation' : IDL.Record({
      'organisation' : IDL.Nat64,
      'reason' : IDL.Text,
    }),
    'change_board' : BoardMembers,
    'reinstate_organisation' : IDL.Record({
      'organisation' : IDL.Nat64,
      'reason' : IDL.Text,
    }),
    'retire_record_class' : IDL.Text,
    'rotate_key' : IDL.Record({
      'to' : IDL.Principal,
      'from' : IDL.Principal,
      'organisation' : IDL.Nat64,
    }),
    'define_purpose' : IDL.Record({
      'statute' : IDL.Opt(IDL.Text),
      'code' : IDL.Text,
      'names' : Names,
      'bases' : IDL.Vec(LegalBasis),
    }),
    'remove_builder' : IDL.Principal,
    'define_record_class' : IDL.Record({
      'code' : IDL.Text,
      'sealed' : IDL.Bool,
      'issuers' : IDL.Vec(IDL.Nat64),
      'names' : Names,
    }),
    'approve_upgrade' : IDL.Record({
      'source' : Source,
      'not_before_ns' : IDL.Nat64,
      'expected_sha256' : IDL.Vec(IDL.Nat8),
      'canister' : IDL.Principal,
      'recipe' : IDL.Text,
    }),
    'register_builder' : IDL.Record({
      'builder' : IDL.Principal,
      'organisation' : IDL.Nat64,
    }),
    'retire_purpose' : IDL.Text,
    'retire_canister' : IDL.Record({
      'canister' : IDL.Principal,
      'reason' : IDL.Text,
    }),
  });
  const Attestation = IDL.Record({
    'id' : IDL.Nat64,
    'sha256' : IDL.Vec(IDL.Nat8),
    'at_ns' : IDL.Nat64,
    'source' : Source,
    'builder' : IDL.Principal,
    'organisation' : IDL.Nat64,
  });
  const Board = IDL.Record({
    'members' : IDL.Vec(IDL.Principal),
    'threshold' : IDL.Nat32,
    'changed_at_ns' : IDL.Nat64,
  });
  const Builder = IDL.Record({
    'active' : IDL.Bool,
    'builder' : IDL.Principal,
    'organisation' : IDL.Nat64,
    'changed_at_ns' : IDL.Nat64,
  });
  const CanisterState = IDL.Variant({
    'verified' : IDL.Null,
    'divergent' : IDL.Null,
    'mismatch' : IDL.Null,
    'registered' : IDL.Null,
    'retired' : IDL.Null,
  });
  const CanisterVersion = IDL.Record({
    'by' : IDL.Principal,
    'controllers' : IDL.Vec(IDL.Principal),
    'at_ns' : IDL.Nat64,
    'source' : Source,
    'version' : IDL.Nat32,
    'expected_sha256' : IDL.Vec(IDL.Nat8),
    'canister' : IDL.Principal,
    'critical' : IDL.Bool,
    'proposal' : IDL.Opt(IDL.Nat64),
    'organisation' : IDL.Nat64,
    'recipe' : IDL.Text,
  });
  const CanisterRecord = IDL.Record({
    'registered_at_ns' : IDL.Nat64,
    'observed' : IDL.Opt(
      IDL.Record({
        'controllers' : IDL.Vec(IDL.Principal),
        'at_ns' : IDL.Nat64,
        'module_hash' : IDL.Opt(IDL.Vec(IDL.Nat8)),
        'exists' : IDL.Bool,
        'changes' : IDL.Nat64,
      })
    ),
    'open_incident' : IDL.Opt(IDL.Nat64),
    'state_since_ns' : IDL.Nat64,
    'state' : CanisterState,
    'attested_by' : IDL.Vec(IDL.Nat64),
    'pending_upgrade' : IDL.Opt(
      IDL.Record({
        'source' : Source,
        'effective_at_ns' : IDL.Nat64,
        'expected_sha256' : IDL.Vec(IDL.Nat8),
        'proposal' : IDL.Nat64,
        'recipe' : IDL.Text,
      })
    ),
    'declared' : CanisterVersion,
    'former' : IDL.Opt(
      IDL.Record({ 'sha256' : IDL.Vec(IDL.Nat8), 'until_ns' : IDL.Nat64 })
    ),
  });
  const IncidentKind = IDL.Variant({
    'module_mismatch' : IDL.Record({
      'found' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      'expected' : IDL.Vec(IDL.Nat8),
    }),
    'divergent_attestation' : IDL.Record({ 'attestation' : IDL.Nat64 }),
    'missing' : IDL.Null,
    'controllers_mismatch' : IDL.Record({
      'found' : IDL.Vec(IDL.Principal),
      'expected' : IDL.Vec(IDL.Principal),
    }),
    'passing_module' : IDL.Record({
      'found' : IDL.Vec(IDL.Nat8),
      'at_ns' : IDL.Nat64,
    }),
  });
  const Incident = IDL.Record({
    'id' : IDL.Nat64,
    'kind' : IncidentKind,
    'opened_at_ns' : IDL.Nat64,
    'canister' : IDL.Principal,
    'acknowledgement' : IDL.Opt(
      IDL.Record({
        'by' : IDL.Principal,
        'at_ns' : IDL.Nat64,
        'note' : IDL.Text,
      })
    ),
    'resolved_at_ns' : IDL.Opt(IDL.Nat64),
    'organisation' : IDL.Nat64,
  });
  const Event = IDL.Variant({
    'expired' : IDL.Record({ 'proposal' : IDL.Nat64 }),
    'voted' : IDL.Record({ 'approve' : IDL.Bool, 'proposal' : IDL.Nat64 }),
    'superseded' : IDL.Record({ 'proposal' : IDL.Nat64 }),
    'installed' : BoardMembers,
    'rejected' : IDL.Record({ 'proposal' : IDL.Nat64 }),
    'proposed' : IDL.Record({
      'action' : IDL.Vec(IDL.Nat8),
      'proposal' : IDL.Nat64,
    }),
    'executed' : IDL.Record({
      'proposal' : IDL.Nat64,
      'organisation' : IDL.Opt(IDL.Nat64),
    }),
    'changed' : IDL.Record({
      'act' : IDL.Text,
      'key' : IDL.Vec(IDL.Nat8),
      'sha256' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      'section' : IDL.Text,
    }),
    'withdrawn' : IDL.Record({ 'proposal' : IDL.Nat64 }),
    'failed' : IDL.Record({ 'proposal' : IDL.Nat64, 'reason' : IDL.Text }),
  });
  const LogEntry = IDL.Record({
    'actor' : IDL.Principal,
    'at_ns' : IDL.Nat64,
    'event' : Event,
    'sequence' : IDL.Nat64,
  });
  const Member = IDL.Record({
    'member' : IDL.Principal,
    'roles' : IDL.Vec(Role),
    'organisation' : IDL.Nat64,
    'changed_at_ns' : IDL.Nat64,
  });
  const OrganisationStatus = IDL.Variant({
    'active' : IDL.Null,
    'suspended' : IDL.Null,
  });
  const Organisation = IDL.Record({
    'id' : IDL.Nat64,
    'status' : OrganisationStatus,
    'contact' : Contact,
    'country' : IDL.Text,
    'kind' : OrganisationKind,
    'version' : IDL.Nat32,
    'admitted_at_ns' : IDL.Nat64,
    'names' : Names,
    'changed_at_ns' : IDL.Nat64,
  });
  const ParameterRecord = IDL.Record({
    'parameter' : Parameter,
    'version' : IDL.Nat32,
    'changed_at_ns' : IDL.Nat64,
  });
  const ProposalStatus = IDL.Variant({
    'expired' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'superseded' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'open' : IDL.Null,
    'rejected' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'executed' : IDL.Record({
      'at_ns' : IDL.Nat64,
      'organisation' : IDL.Opt(IDL.Nat64),
    }),
    'withdrawn' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'failed' : IDL.Record({ 'at_ns' : IDL.Nat64, 'reason' : IDL.Text }),
  });
  const Vote = IDL.Record({
    'member' : IDL.Principal,
    'at_ns' : IDL.Nat64,
    'approve' : IDL.Bool,
  });
  const Proposal = IDL.Record({
    'id' : IDL.Nat64,
    'status' : ProposalStatus,
    'action' : Action,
    'threshold' : IDL.Nat32,
    'votes' : IDL.Vec(Vote),
    'made_at_ns' : IDL.Nat64,
    'proposer' : IDL.Principal,
    'expires_at_ns' : IDL.Nat64,
  });
  const Purpose = IDL.Record({
    'statute' : IDL.Opt(IDL.Text),
    'code' : IDL.Text,
    'names' : Names,
    'bases' : IDL.Vec(LegalBasis),
    'retired' : IDL.Bool,
  });
  const PurposeRecord = IDL.Record({
    'version' : IDL.Nat32,
    'purpose' : Purpose,
    'changed_at_ns' : IDL.Nat64,
  });
  const RecordClass = IDL.Record({
    'code' : IDL.Text,
    'sealed' : IDL.Bool,
    'issuers' : IDL.Vec(IDL.Nat64),
    'names' : Names,
    'retired' : IDL.Bool,
  });
  const RecordClassRecord = IDL.Record({
    'version' : IDL.Nat32,
    'record_class' : RecordClass,
    'changed_at_ns' : IDL.Nat64,
  });
  
  return { Board, Organisation, Member, Proposal, LogEntry, Action, PurposeRecord, RecordClassRecord, ParameterRecord, CanisterRecord, CanisterVersion, Incident, Builder, Attestation };
})();
