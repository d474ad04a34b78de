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
  const AlgorithmState = IDL.Variant({
    'live' : IDL.Null,
    'stale' : IDL.Null,
    'draft' : IDL.Null,
    'retired' : IDL.Null,
  });
  const RiskClass = IDL.Variant({
    'high' : IDL.Null,
    'minimal' : IDL.Null,
    'limited' : IDL.Null,
  });
  const VersionRef = IDL.Record({ 'id' : IDL.Nat64, 'version' : IDL.Nat32 });
  const AlgorithmDetails = IDL.Record({
    'title' : IDL.Text,
    'cost_pkr' : IDL.Opt(IDL.Nat64),
    'suppliers' : IDL.Vec(
      IDL.Record({
        'country' : IDL.Text,
        'name' : IDL.Text,
        'role' : IDL.Text,
        'company_number' : IDL.Opt(IDL.Text),
      })
    ),
    'risk_class' : RiskClass,
    'fields' : IDL.Vec(IDL.Record({ 'code' : IDL.Text, 'text' : IDL.Text })),
    'category' : IDL.Variant({
      'impactful' : IDL.Null,
      'other' : IDL.Null,
      'high_risk_ai' : IDL.Null,
    }),
    'begin' : IDL.Opt(IDL.Text),
    'models' : IDL.Vec(VersionRef),
    'review_by_ns' : IDL.Nat64,
  });
  const Algorithm = IDL.Record({
    'id' : IDL.Nat64,
    'registered_at_ns' : IDL.Nat64,
    'version' : IDL.Nat32,
    'state' : AlgorithmState,
    'details' : AlgorithmDetails,
    'registered_by' : IDL.Principal,
    'ended_at_ns' : IDL.Opt(IDL.Nat64),
    'organisation' : IDL.Nat64,
    'changed_at_ns' : IDL.Nat64,
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
  const DatasetStatus = IDL.Variant({
    'active' : IDL.Null,
    'withdrawn' : IDL.Record({
      'by' : IDL.Principal,
      'at_ns' : IDL.Nat64,
      'reason' : IDL.Text,
    }),
  });
  const DatasetDetails = IDL.Record({
    'residency' : IDL.Text,
    'title' : IDL.Text,
    'sha256' : IDL.Vec(IDL.Nat8),
    'languages' : IDL.Vec(
      IDL.Record({ 'records' : IDL.Nat64, 'language' : IDL.Text })
    ),
    'description' : IDL.Text,
    'consent_details' : IDL.Text,
    'consent_basis' : LegalBasis,
    'licence' : IDL.Text,
  });
  const Dataset = IDL.Record({
    'id' : IDL.Nat64,
    'status' : DatasetStatus,
    'registered_at_ns' : IDL.Nat64,
    'version' : IDL.Nat32,
    'details' : DatasetDetails,
    'registered_by' : IDL.Principal,
    'organisation' : IDL.Nat64,
  });
  const DependencyDetails = IDL.Record({
    'title' : IDL.Text,
    'country' : IDL.Text,
    'provider' : IDL.Text,
    'endpoint' : IDL.Text,
    'data_classes' : IDL.Vec(
      IDL.Variant({
        'public' : IDL.Null,
        'personal' : IDL.Null,
        'operational' : IDL.Null,
        'sensitive' : IDL.Null,
      })
    ),
    'exit_plan' : IDL.Opt(
      IDL.Record({ 'days' : IDL.Nat32, 'plan' : IDL.Text })
    ),
    'canister' : IDL.Opt(IDL.Principal),
    'criticality' : IDL.Variant({
      'low' : IDL.Null,
      'high' : IDL.Null,
      'critical' : IDL.Null,
      'medium' : IDL.Null,
    }),
  });
  const Dependency = IDL.Record({
    'id' : IDL.Nat64,
    'changed_by' : IDL.Principal,
    'ended' : IDL.Opt(IDL.Record({ 'at_ns' : IDL.Nat64, 'reason' : IDL.Text })),
    'version' : IDL.Nat32,
    'details' : DependencyDetails,
    'organisation' : IDL.Nat64,
    'changed_at_ns' : IDL.Nat64,
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
  const ModelFlag = IDL.Record({
    'dataset' : IDL.Nat64,
    'at_ns' : IDL.Nat64,
    'reason' : IDL.Text,
  });
  const BuilderSignature = IDL.Record({
    'signature' : IDL.Vec(IDL.Nat8),
    'public_key' : IDL.Vec(IDL.Nat8),
  });
  const Stage = IDL.Variant({
    'staging' : IDL.Null,
    'production' : IDL.Null,
    'draft' : IDL.Null,
    'retired' : IDL.Null,
  });
  const Model = IDL.Record({
    'id' : IDL.Nat64,
    'flags' : IDL.Vec(ModelFlag),
    'registered_at_ns' : IDL.Nat64,
    'card' : IDL.Text,
    'builder' : IDL.Opt(BuilderSignature),
    'version' : IDL.Nat32,
    'stage' : Stage,
    'manifest_sha256' : IDL.Vec(IDL.Nat8),
    'registered_by' : IDL.Principal,
    'manifest' : IDL.Vec(IDL.Nat8),
    'organisation' : IDL.Nat64,
  });
  const ModelManifest = IDL.Record({
    'title' : IDL.Text,
    'weights_size' : IDL.Nat64,
    'evaluation' : IDL.Vec(
      IDL.Record({
        'metric' : IDL.Text,
        'value' : IDL.Float64,
        'language' : IDL.Text,
        'samples' : IDL.Nat64,
        'group' : IDL.Opt(IDL.Text),
      })
    ),
    'languages' : IDL.Vec(IDL.Text),
    'risk_class' : RiskClass,
    'card_sha256' : IDL.Vec(IDL.Nat8),
    'datasets' : IDL.Vec(VersionRef),
    'intended_use' : IDL.Text,
    'weights_sha256' : IDL.Vec(IDL.Nat8),
    'licence' : IDL.Text,
    'limits' : IDL.Text,
    'format' : IDL.Variant({ 'gguf' : IDL.Null, 'onnx' : IDL.Null }),
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
  const Outcomes = IDL.Record({
    'algorithm' : IDL.Nat64,
    'overturned_per_million_appeals' : IDL.Nat32,
    'appeals' : IDL.Nat64,
    'overturned_per_million_decisions' : IDL.Nat32,
    'version' : IDL.Nat32,
    'decisions' : IDL.Nat64,
    'reports' : IDL.Vec(
      IDL.Record({
        'at_ns' : IDL.Nat64,
        'appeals' : IDL.Nat64,
        'decisions' : IDL.Nat64,
        'canister' : IDL.Principal,
        'overturned' : IDL.Nat64,
        'organisation' : IDL.Nat64,
      })
    ),
    'overturned' : IDL.Nat64,
  });
  const ParameterRecord = IDL.Record({
    'parameter' : Parameter,
    'version' : IDL.Nat32,
    'changed_at_ns' : IDL.Nat64,
  });
  const ProductionInterval = IDL.Record({
    'model' : IDL.Nat64,
    'to_ns' : IDL.Opt(IDL.Nat64),
    'from_ns' : IDL.Nat64,
    'version' : IDL.Opt(IDL.Nat32),
    'sequence' : IDL.Nat32,
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
  const Sovereignty = IDL.Record({
    'weights' : IDL.Vec(IDL.Record({ 'value' : IDL.Nat64, 'name' : IDL.Text })),
    'lines' : IDL.Vec(
      IDL.Record({
        'title' : IDL.Text,
        'country' : IDL.Text,
        'provider' : IDL.Text,
        'rule' : IDL.Text,
        'version' : IDL.Nat32,
        'dependency' : IDL.Nat64,
        'points' : IDL.Nat32,
      })
    ),
    'preference' : IDL.Nat32,
    'figure' : IDL.Nat32,
    'organisation' : IDL.Nat64,
    'changed_at_ns' : IDL.Nat64,
  });
  const StageInterval = IDL.Record({
    'by' : IDL.Principal,
    'model' : IDL.Nat64,
    'to_ns' : IDL.Opt(IDL.Nat64),
    'from_ns' : IDL.Nat64,
    'version' : IDL.Nat32,
    'stage' : Stage,
    'sequence' : IDL.Nat32,
    'reason' : IDL.Text,
  });
  
  return { Board, Organisation, Member, Proposal, LogEntry, Action, PurposeRecord, RecordClassRecord, ParameterRecord, CanisterRecord, CanisterVersion, Incident, Builder, Attestation, Dataset, Model, ModelManifest, StageInterval, ProductionInterval, Algorithm, Outcomes, Dependency, Sovereignty };
})();
