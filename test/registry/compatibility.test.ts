import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IDL } from '@dfinity/candid';
import { generate } from '@icp-sdk/bindgen/core';
import { beforeAll, describe, expect, it } from 'vitest';

/*
 * Programs made for the interface as it was released before go on working: each of its methods is still there and takes and
 * answers what it did. Four variants are open: they may get cases, never lose one, and whoever reads them is to expect more.
 */
const OPEN_VARIANTS = ['MethodError', 'Action', 'ProposalStatus', 'Event'];
const PREVIOUS = join(import.meta.dirname, 'previous-interface.did');
const CURRENT = join(import.meta.dirname, '../../canisters/registry/registry.did');

type Methods = ReadonlyMap<string, IDL.FuncClass>;

let previous: string;
let current: string;
beforeAll(async () => {
  [previous, current] = (await Promise.all([PREVIOUS, CURRENT].map((path) => readFile(path, 'utf8')))) as [
    string,
    string,
  ];
});

/** The text of a type's definition. */
function definitionOf(did: string, name: string): string {
  const start = did.indexOf(`type ${name} = `);
  const end = did.indexOf('\n};', start);
  expect(start, name).toBeGreaterThan(-1);
  return did.slice(start, end + 3);
}

const casesOf = (definition: string): string[] =>
  [...definition.matchAll(/^ {2}(\w+)(?: :|;)/gm)].map(([, name]) => name as string);

/** The methods of an interface, with the open variants of the previous one when asked for. */
async function methodsOf(did: string): Promise<Methods> {
  const folder = await mkdtemp(join(tmpdir(), 'indus-interface-'));
  try {
    const didFile = join(folder, 'service.did');
    await writeFile(didFile, did);
    await generate({
      didFile,
      outDir: folder,
      output: { force: true, actor: { disabled: true }, declarations: { flat: true, typescript: true } },
    });
    const text = await readFile(join(folder, 'service.did.ts'), 'utf8');
    const factory = /export const idlFactory[^]*$/.exec(text)?.[0] ?? '';
    const module = join(folder, 'factory.mjs');
    await writeFile(
      module,
      factory
        .replace(/: IDL\.InterfaceFactory|\(\{ IDL \}: [^)]*\)/g, (found) =>
          found.startsWith(':') ? '' : '({ IDL })',
        )
        .split('export const init')[0] as string,
    );
    const { idlFactory } = (await import(pathToFileURL(module).href)) as { idlFactory: IDL.InterfaceFactory };
    return new Map(idlFactory({ IDL })._fields);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Methods of the previous interface that the other one does not keep. */
function broken(before: Methods, now: Methods): string[] {
  return [...before]
    .filter(([name, type]) => {
      const kept = now.get(name);
      return kept === undefined || !IDL.subtype(kept, type);
    })
    .map(([name]) => name);
}

describe('the interface', () => {
  it('keeps every method of the one before, and its open variants every case', async () => {
    let closed = current;
    for (const name of OPEN_VARIANTS) {
      const [before, now] = [definitionOf(previous, name), definitionOf(current, name)];
      expect(casesOf(now), name).toEqual(expect.arrayContaining(casesOf(before)));
      closed = closed.replace(now, before);
    }
    expect(broken(await methodsOf(previous), await methodsOf(closed))).toEqual([]);
  });

  it.each([
    ['a method that is gone', '  read_board : () -> (RecordResult) query;', ''],
    [
      'an argument that is asked for',
      'read_proposal : (record { proposal : nat64',
      'read_proposal : (record { other : nat64; proposal : nat64',
    ],
    [
      'an answer of another type',
      'read_log : (ReadLogRequest) -> (LogPageResult)',
      'read_log : (ReadLogRequest) -> (RecordResult)',
    ],
  ])('would not pass with %s', async (_, from, to) => {
    const changed = previous.replace(from, to);
    expect(changed).not.toBe(previous);
    expect(broken(await methodsOf(previous), await methodsOf(changed))).toHaveLength(1);
  });
});
