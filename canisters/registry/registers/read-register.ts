import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { countCharacters, searchForm } from '@indus/kit/text';
import { caseOf } from '@indus/kit/variant';
import type { CertifiedPage, CertifiedRecord } from '../answers.ts';
import { checkLimit, cursorTo, startOf } from '../check-page.ts';
import { PAGE_RECORDS_MAX, SEARCH_CHARACTERS_MAX } from '../limits.ts';
import { refuseInvalid } from '../method-error.ts';
import type { PageRequest } from '../methods.ts';
import { readRecord } from '../read-records.ts';
import type { Registry } from '../storage.ts';
import { productionKey, stageKey } from './stage-history.ts';
import type { Register, RiskClass } from './register.ts';
import { facetsOf } from './search-facets.ts';
import { findRecord } from './find-record.ts';
import { versionKey } from './versioned-register.ts';

const STATUS = /^[a-z_]{1,32}$/;
/** Records of one page of a search: the largest are half a megabyte. */
const SEARCH_PAGE_RECORDS_MAX = 4;

/** Names a version of a record, the newest unless it says which. */
export interface RegisterRequest {
  readonly register: Register;
  readonly id: bigint;
  readonly version: [] | [number];
}

/** What to search for in a register. */
export interface SearchRegisterRequest extends PageRequest {
  readonly register: Register;
  readonly text: [] | [string];
  readonly organisation: [] | [bigint];
  readonly status: [] | [string];
  readonly risk_class: [] | [RiskClass];
}

/** Names a model and a time. */
export interface ProductionRequest {
  readonly model: bigint;
  readonly at_ns: bigint;
}

/** Whose stages to list. */
export interface StagesRequest extends PageRequest {
  readonly model: bigint;
  readonly version: number;
}

/**
 * A version of a record, or the proof that there is none. Of the newest the witness shows too that there is no version after
 * it, of a record that is not there that it has no first version.
 */
export function readRegister(registry: Registry, env: Env, request: RegisterRequest): CertifiedRecord {
  const section = caseOf(request.register);
  const { id } = request;
  const records = registry.registers[section];
  const newest = records.newestOf(id);
  const [version = Math.max(newest, 1)] = request.version;
  const keys = [versionKey(id, version)];
  if (request.version.length === 0 && newest > 0) keys.push(versionKey(id, newest + 1));
  const record = records.bytes(id, version);
  const proof = registry.proof(env, { [section]: records.certified.witness(keys) });
  return { found: record === undefined ? [] : [record], proof };
}

/**
 * The newest versions of records by text, organisation, status and risk class, in the order of their ids.
 * Errors: Invalid; InvalidCursor; NotReady.
 */
export function searchRegister(registry: Registry, env: Env, request: SearchRegisterRequest): CertifiedPage {
  checkLimit(request.limit, SEARCH_PAGE_RECORDS_MAX);
  const section = caseOf(request.register);
  const query = queryOf(request);
  const scope = { method: 'search_register', request: JSON.stringify([section, query.text, query.facets]) };
  const from = startOf(registry, env, scope, { cursor: request.cursor, first: 1n });

  const records = registry.registers[section];
  const { ids, next } = records.search.find(query, Number(from), Number(records.count), request.limit);
  const found = ids.map(BigInt).map((id) => ({ id, version: records.newestOf(id) }));
  const keys = found.map(({ id, version }) => versionKey(id, version));
  return {
    records: found.map(({ id, version }) => records.bytes(id, version) as Uint8Array),
    next: cursorTo(registry, env, scope, next),
    proof: registry.proof(env, { [section]: records.certified.witness(keys) }),
  };
}

/**
 * Which version of a model was in production at a time: the interval that the time lies in. Before the model was registered
 * nothing is found, and the witness shows when its first interval begins, or that it has none.
 */
export function productionAt(registry: Registry, env: Env, request: ProductionRequest): CertifiedRecord {
  const { history } = registry.registers;
  const sequence = history.productionAt(request.model, request.at_ns);
  const key = productionKey(request.model, sequence ?? 0);
  const record = history.productionBytes(request.model, sequence ?? 0);
  const proof = registry.proof(env, { production: history.certifiedProduction.witness([key]) });
  return { found: record === undefined ? [] : [record], proof };
}

/**
 * The stages of a version of a model, in their order.
 * Errors: RecordNotFound; Invalid for the limit; InvalidCursor; NotReady.
 */
export function listStages(registry: Registry, env: Env, request: StagesRequest): CertifiedPage {
  const { model, version, cursor, limit } = request;
  checkLimit(limit, PAGE_RECORDS_MAX);
  findRecord(registry, 'models', model, version);
  const scope = { method: 'list_stages', request: `${model}.${version}` };
  const from = Number(startOf(registry, env, scope, { cursor, first: 0n }));
  const { history } = registry.registers;
  const end = history.stagesOf(model, version);
  const to = Math.min(from + limit, end);
  const sequences = Array.from({ length: Math.max(to - from, 0) }, (_, at) => from + at);
  const keys = sequences.map((sequence) => stageKey(model, version, sequence));
  return {
    records: sequences.map((sequence) => history.stageBytes(model, version, sequence) as Uint8Array),
    next: cursorTo(registry, env, scope, to < end ? to : undefined),
    proof: registry.proof(env, { stages: history.certifiedStages.witness(keys) }),
  };
}

/** What became of the decisions of a version of an algorithm. */
export function readOutcomes(
  registry: Registry,
  env: Env,
  { algorithm, version }: { readonly algorithm: bigint; readonly version: number },
): CertifiedRecord {
  const { outcomes } = registry.registers;
  return readRecord(
    registry,
    env,
    { section: 'outcomes', records: outcomes },
    versionKey(algorithm, version),
  );
}

/** An organisation's figure of sovereignty, line by line. Without a record nothing depends on abroad. */
export function explainSovereignty(
  registry: Registry,
  env: Env,
  { organisation }: { readonly organisation: bigint },
): CertifiedRecord {
  const { sovereignty } = registry.registers;
  return readRecord(registry, env, { section: 'sovereignty', records: sovereignty }, u64Key(organisation));
}

/** A document as it is served over HTTP, with the proof of the same path. */
export function readDocument(
  registry: Registry,
  env: Env,
  { name }: { readonly name: string },
): CertifiedRecord {
  const { documents } = registry.registers;
  if (name === '' || countCharacters(name) > SEARCH_CHARACTERS_MAX)
    refuseInvalid('name', `expected 1 to ${SEARCH_CHARACTERS_MAX} characters`, SEARCH_CHARACTERS_MAX);
  const body = documents.body(name);
  const proof = registry.proof(env, { http_expr: documents.treeOf([name]) });
  return { found: body === undefined ? [] : [body], proof };
}

function queryOf(request: SearchRegisterRequest): { text: string; facets: string[] } {
  const [text = ''] = request.text;
  const characters = countCharacters(text);
  if (characters > SEARCH_CHARACTERS_MAX) {
    const message = `expected at most ${SEARCH_CHARACTERS_MAX} characters, got ${characters}`;
    refuseInvalid('text', message, SEARCH_CHARACTERS_MAX);
  }
  const form = searchForm(text);
  if (text !== '' && form === '') refuseInvalid('text', 'expected letters or digits');
  const [[organisation], [status], [risk]] = [request.organisation, request.status, request.risk_class];
  if (status !== undefined && !STATUS.test(status)) refuseInvalid('status', 'expected the name of a status');
  return { text: form, facets: facetsOf({ organisation, status, risk }) };
}
