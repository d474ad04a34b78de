import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '@icp-sdk/bindgen/core';

/** An interface that bindings are made for, and the types whose encodings travel as blobs. */
interface Source {
  readonly name: string;
  readonly did: string;
  readonly records: readonly string[];
}

const ROOT = join(import.meta.dirname, '..', '..');
const OUT = join(ROOT, 'client', 'src', 'generated');
const SOURCES: readonly Source[] = [
  { name: 'management', did: 'client/candid/management.did', records: [] },
  {
    name: 'registry',
    did: 'canisters/registry/registry.did',
    records: [
      'Board',
      'Organisation',
      'Member',
      'Proposal',
      'LogEntry',
      'Action',
      'PurposeRecord',
      'RecordClassRecord',
      'ParameterRecord',
      'CanisterRecord',
      'CanisterVersion',
      'Incident',
      'Builder',
      'Attestation',
      'Dataset',
      'Model',
      'ModelManifest',
      'StageInterval',
      'ProductionInterval',
      'Algorithm',
      'Outcomes',
      'Dependency',
      'Sovereignty',
    ],
  },
  { name: 'engine', did: 'canisters/engine/engine.did', records: [] },
  { name: 'identity', did: 'canisters/identity/identity.did', records: ['Statement'] },
  {
    name: 'vault',
    did: 'canisters/vault/vault.did',
    records: [
      'Record',
      'Consent',
      'Ticket',
      'DelegateGrant',
      'Decision',
      'Notice',
      'BreakGlassUse',
      'SubjectHead',
      'LedgerEntry',
      'LedgerLeaf',
      'Statistics',
      'BucketHead',
      'ExportPart',
    ],
  },
];

const check = process.argv.includes('--check');
const files = new Map<string, string>();
for (const source of SOURCES) {
  const did = await readFile(join(ROOT, source.did), 'utf8');
  try {
    files.set(`${source.name}.ts`, await bind(did, source));
    if (source.records.length > 0) files.set(`${source.name}-records.ts`, await bindRecords(did, source));
  } catch (error) {
    process.stderr.write(`${source.did}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
const stale = await compare(files);
if (!check) {
  await mkdir(OUT, { recursive: true });
  for (const [name, text] of files) await writeFile(join(OUT, name), text);
}
if (check && stale.length > 0) {
  process.stderr.write(
    `expected up to date bindings, got stale: ${stale.join(', ')}; run npm run generate\n`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write(
    `${files.size} generated files, ${check ? 'none stale' : `${stale.length} changed`}\n`,
  );
}

/** Bindings of the service, with the types of every named type of the interface. */
async function bind(did: string, source: Source): Promise<string> {
  return heading(source) + withAgentOfTheClient(await runBindgen(did));
}

/** Candid types of the records that the service answers as blobs, which a service alone does not reach. */
async function bindRecords(did: string, source: Source): Promise<string> {
  const types = did.slice(0, did.search(/^service\b/m));
  const methods = source.records.map((name) => `  ${name} : () -> (${name}) query;`);
  const text = withAgentOfTheClient(await runBindgen(`${types}\nservice : {\n${methods.join('\n')}\n}\n`));
  const factory = /export const idlFactory[^]*?\n {2}return IDL\.Service\([^]*?\}\);\n/.exec(text)?.[0];
  if (!factory) throw new TypeError('expected an IDL factory in the generated bindings');
  const body = factory
    .replace(/^.*\n/, '')
    .replace(/ {2}return IDL\.Service\([^]*$/, `  return { ${source.records.join(', ')} };\n`);
  return (
    `${heading(source)}import { IDL } from '@dfinity/candid';\n\n` +
    `/** Candid types of the records that travel as blobs. */\n` +
    `export const recordTypes = (() => {\n${body}})();\n`
  );
}

async function runBindgen(did: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'indus-bindings-'));
  try {
    const didFile = join(folder, 'service.did');
    await writeFile(didFile, did);
    await generate({
      didFile,
      outDir: folder,
      output: { force: true, actor: { disabled: true }, declarations: { flat: true, typescript: true } },
    });
    return await readFile(join(folder, 'service.did.ts'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same declarations over the agent that the client uses. */
function withAgentOfTheClient(text: string): string {
  return text
    .slice(text.indexOf('import '))
    .replace("'@icp-sdk/core/agent'", "'@dfinity/agent'")
    .replace("'@icp-sdk/core/principal'", "'@dfinity/principal'")
    .replace("import { IDL } from '@icp-sdk/core/candid'", "import type { IDL } from '@dfinity/candid'");
}

function heading(source: Source): string {
  return `/* eslint-disable */\n// Made from ${source.did} by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.\n\n`;
}

async function compare(wanted: ReadonlyMap<string, string>): Promise<string[]> {
  const present = await readdir(OUT).catch(() => []);
  const stale = present.filter((name) => !wanted.has(name));
  for (const [name, text] of wanted) {
    const current = await readFile(join(OUT, name), 'utf8').catch(() => undefined);
    if (current !== text) stale.push(name);
  }
  return stale;
}
