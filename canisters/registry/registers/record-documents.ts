import { concatBytes } from '@indus/kit/bytes';
import { decodeRecord } from '@indus/kit/record-codec';
import { Organisation } from '../organisation.ts';
import type { Registry } from '../storage.ts';
import type { Algorithm } from './algorithm.ts';
import { exportsOf } from './algorithm-exports.ts';
import { jsonOf } from './json-of.ts';
import type { Json } from './json-of.ts';
import { BULK_PAGE_RECORDS } from './limits.ts';
import { ModelManifest } from './model.ts';
import type { Model } from './model.ts';
import { REGISTERS } from './register.ts';
import type { RegisterName, Versioned } from './register.ts';

const INDEX = 'index.json';
const ORGANISATIONS = 'organisations';
const utf8 = new TextEncoder();

/** The name of the document of a version of a record. */
export function documentName(register: RegisterName, id: bigint, version: number): string {
  return `${register}-${id}-${version}.json`;
}

/** The name of the page of a register's bulk export that a record is on. */
export function pageName(register: string, id: bigint): string {
  return `${register}-page-${(id - 1n) / BigInt(BULK_PAGE_RECORDS)}.json`;
}

/**
 * Shows a version of a record over HTTP: its own document, its exports, the page of the bulk export and the index.
 * Context: after the record was put.
 */
export function putDocuments(registry: Registry, register: RegisterName, value: Versioned): void {
  const { documents } = registry.registers;
  const { id, version } = value;
  documents.put(documentName(register, id, version), bodyOf(viewOf(registry, register, value)));
  if (register === 'algorithms') {
    for (const [format, view] of exportsOf(registry, value as Algorithm)) {
      documents.put(`algorithms-${id}-${version}.${format}.json`, bodyOf(view));
    }
  }
  putRegisterPage(registry, register, id);
  putIndex(registry);
}

/** Shows an organisation over HTTP as it is now. Context: after the record was put. */
export function putOrganisationDocuments(registry: Registry, organisation: Organisation): void {
  const { id } = organisation;
  const view = jsonOf(Organisation, organisation) as { readonly [key: string]: Json };
  registry.registers.documents.put(organisationDocument(id), bodyOf({ register: ORGANISATIONS, ...view }));
  putOrganisationPage(registry, id);
  putIndex(registry);
}

function organisationDocument(id: bigint): string {
  return `${ORGANISATIONS}-${id}.json`;
}

function putOrganisationPage(registry: Registry, id: bigint): void {
  const { count } = registry.organisations;
  putPage(registry, ORGANISATIONS, id, { count, nameOf: organisationDocument });
}

/** Puts the documents that are there before any record. Context: install and upgrade. */
export function prepareDocuments(registry: Registry): void {
  registry.registers.documents.prepare();
  for (const register of REGISTERS) putRegisterPage(registry, register, 1n);
  putOrganisationPage(registry, 1n);
  putIndex(registry);
}

function viewOf(registry: Registry, register: RegisterName, value: Versioned): Json {
  const view = jsonOf(registry.registers[register].type, value) as { readonly [key: string]: Json };
  if (register !== 'models') return { register, ...view };
  const { manifest } = value as Model;
  const said = jsonOf(ModelManifest, decodeRecord(ModelManifest, manifest));
  return { register, ...view, manifest: said, manifest_candid: view['manifest'] as Json };
}

function putRegisterPage(registry: Registry, register: RegisterName, id: bigint): void {
  const { [register]: records } = registry.registers;
  const nameOf = (at: bigint): string => documentName(register, at, records.newestOf(at));
  putPage(registry, register, id, { count: records.count, nameOf });
}

/** The newest forms of neighbouring records, as one array. */
function putPage(
  registry: Registry,
  section: string,
  id: bigint,
  { count, nameOf }: { readonly count: bigint; readonly nameOf: (id: bigint) => string },
): void {
  const { documents } = registry.registers;
  const first = ((id - 1n) / BigInt(BULK_PAGE_RECORDS)) * BigInt(BULK_PAGE_RECORDS) + 1n;
  const parts: Uint8Array[] = [];
  for (let at = first; at < first + BigInt(BULK_PAGE_RECORDS) && at <= count; at += 1n) {
    const body = documents.body(nameOf(at));
    if (body !== undefined) parts.push(utf8.encode(parts.length === 0 ? '' : ','), body);
  }
  documents.put(pageName(section, id), concatBytes(utf8.encode('['), ...parts, utf8.encode(']')));
}

function putIndex(registry: Registry): void {
  const told = (section: string, count: bigint): Json => {
    const pages = count === 0n ? 1 : Number((count - 1n) / BigInt(BULK_PAGE_RECORDS)) + 1;
    return { records: Number(count), pages, page: `/records/${section}-page-{n}.json` };
  };
  const registers = REGISTERS.map((register) => [
    register,
    told(register, registry.registers[register].count),
  ]);
  registry.registers.documents.put(
    INDEX,
    bodyOf({
      registers: Object.fromEntries(registers) as Json,
      record: '/records/{register}-{id}-{version}.json',
      organisations: told(ORGANISATIONS, registry.organisations.count),
      organisation: '/records/organisations-{id}.json',
      algorithm_exports: '/records/algorithms-{id}-{version}.{annex-viii|atrs|algoritmeregister}.json',
    }),
  );
}

function bodyOf(view: Json): Uint8Array {
  return utf8.encode(JSON.stringify(view));
}
