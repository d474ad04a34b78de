import { IDL } from '@dfinity/candid';
import type { MethodTable } from '@indus/kit/endpoint';
import { ReportOutcomes } from '@indus/kit/outcome-report';
import { CertifiedPage, CertifiedRecord } from '../answers.ts';
import { Algorithm, AlgorithmVersion, RegisterAlgorithm, ReviewAlgorithm } from './algorithm.ts';
import { Dataset, RegisterDataset, WithdrawDataset } from './dataset.ts';
import { Dependency, EndDependency, PutDependency } from './dependency.ts';
import { REGISTER_SIZE_BYTES_MAX } from './limits.ts';
import { Model, RegisterModel } from './model.ts';
import { Outcomes } from './outcomes.ts';
import { Register, RiskClass } from './register.ts';
import type {
  ProductionRequest,
  RegisterRequest,
  SearchRegisterRequest,
  StagesRequest,
} from './read-register.ts';
import { RollBackModel, SetStage } from './stage-interval.ts';

const REASON_SIZE_BYTES_MAX = 8_192;
const ONCE = { idempotency_key: IDL.Opt(IDL.Vec(IDL.Nat8)) };
const PAGE = { cursor: IDL.Opt(IDL.Vec(IDL.Nat8)), limit: IDL.Nat32 };

/** The methods of the registers. */
export function registerMethods(table: MethodTable) {
  return { ...registerWrites(table), ...registerReads(table) } as const;
}

function registerWrites({ update, resultOf }: MethodTable) {
  const DatasetResult = resultOf(Dataset);
  const ModelResult = resultOf(Model);
  const AlgorithmResult = resultOf(Algorithm);
  const DependencyResult = resultOf(Dependency);
  return {
    register_dataset: update<[RegisterDataset], Dataset>(
      once(RegisterDataset),
      DatasetResult,
      REGISTER_SIZE_BYTES_MAX,
    ),
    withdraw_dataset: update<[WithdrawDataset], Dataset>(
      once(WithdrawDataset),
      DatasetResult,
      REASON_SIZE_BYTES_MAX,
    ),
    register_model: update<[RegisterModel], Model>(once(RegisterModel), ModelResult, REGISTER_SIZE_BYTES_MAX),
    set_stage: update<[SetStage], Model>(once(SetStage), ModelResult, REASON_SIZE_BYTES_MAX),
    roll_back_model: update<[RollBackModel], Model>(once(RollBackModel), ModelResult, REASON_SIZE_BYTES_MAX),
    register_algorithm: update<[RegisterAlgorithm], Algorithm>(
      once(RegisterAlgorithm),
      AlgorithmResult,
      REGISTER_SIZE_BYTES_MAX,
    ),
    publish_algorithm: update<[AlgorithmVersion], Algorithm>(once(AlgorithmVersion), AlgorithmResult),
    review_algorithm: update<[ReviewAlgorithm], Algorithm>(once(ReviewAlgorithm), AlgorithmResult),
    retire_algorithm: update<[AlgorithmVersion], Algorithm>(once(AlgorithmVersion), AlgorithmResult),
    put_dependency: update<[PutDependency], Dependency>(
      once(PutDependency),
      DependencyResult,
      REGISTER_SIZE_BYTES_MAX,
    ),
    end_dependency: update<[EndDependency], Dependency>(
      once(EndDependency),
      DependencyResult,
      REASON_SIZE_BYTES_MAX,
    ),
    report_outcomes: update<[ReportOutcomes], Outcomes>(once(ReportOutcomes), resultOf(Outcomes)),
  } as const;
}

function registerReads({ query, resultOf }: MethodTable) {
  const RecordResult = resultOf(CertifiedRecord);
  const PageResult = resultOf(CertifiedPage);
  return {
    read_register: query<[RegisterRequest], CertifiedRecord>(
      [IDL.Record({ register: Register, id: IDL.Nat64, version: IDL.Opt(IDL.Nat32) })],
      RecordResult,
    ),
    search_register: query<[SearchRegisterRequest], CertifiedPage>(
      [
        IDL.Record({
          register: Register,
          text: IDL.Opt(IDL.Text),
          organisation: IDL.Opt(IDL.Nat64),
          status: IDL.Opt(IDL.Text),
          risk_class: IDL.Opt(RiskClass),
          ...PAGE,
        }),
      ],
      PageResult,
    ),
    production_at: query<[ProductionRequest], CertifiedRecord>(
      [IDL.Record({ model: IDL.Nat64, at_ns: IDL.Nat64 })],
      RecordResult,
    ),
    list_stages: query<[StagesRequest], CertifiedPage>(
      [IDL.Record({ model: IDL.Nat64, version: IDL.Nat32, ...PAGE })],
      PageResult,
    ),
    read_outcomes: query<[AlgorithmVersion], CertifiedRecord>([AlgorithmVersion], RecordResult),
    explain_sovereignty: query<[{ readonly organisation: bigint }], CertifiedRecord>(
      [IDL.Record({ organisation: IDL.Nat64 })],
      RecordResult,
    ),
    read_document: query<[{ readonly name: string }], CertifiedRecord>(
      [IDL.Record({ name: IDL.Text })],
      RecordResult,
    ),
  } as const;
}

/** The argument of a write: its request with the key that lets it be sent again. */
function once(type: IDL.RecordClass): IDL.Type[] {
  return [IDL.Record({ ...Object.fromEntries(type._fields), ...ONCE })];
}
