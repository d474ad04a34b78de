import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  digestOf,
  encodeTree,
  labeled,
  makeNetworkKey,
  prune,
  type RawTree,
  signTree,
  stateTree,
} from '../../test-support/sign-state.ts';
import { CallFailed } from '../call-failed.ts';
import { connect } from '../connection.ts';
import type { Organisation } from '../generated/registry.ts';
import { recordTypes } from '../generated/registry-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { leafHash, nodeHash } from '../verify/merkle-log.ts';
import { proveLogConsistency } from './prove-log-consistency.ts';
import { proveLogEntry } from './prove-log-entry.ts';
import { readLog } from './read-log.ts';
import { readOrganisation } from './read-organisation.ts';
import { openRegistry, type Registry } from './registry.ts';
import { RegistryRefused } from './registry-refused.ts';
import { searchOrganisations } from './search-organisations.ts';

const NOW_MS = 1_700_000_000_000;
const CANISTER = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
const network = makeNetworkKey(11);
const organisations = [1n, 2n, 3n].map(organisation);
const records = organisations.map((value) => IDL.encode([recordTypes.Organisation], [value]));
const leaves = records.map((record, i) => labeled(bigEndian64(BigInt(i + 1)), [3, sha256(record)]));
const entries = [0n, 1n].map((sequence) =>
  IDL.encode(
    [recordTypes.LogEntry],
    [
      {
        sequence,
        at_ns: 5n,
        actor: Principal.anonymous(),
        event: { voted: { proposal: 1n, approve: true } },
      },
    ],
  ),
);
const [first, second] = entries.map(leafHash) as [Uint8Array, Uint8Array];
const root = nodeHash(first, second);

/** The certified tree of a registry with three organisations and two log entries. */
function tree(shown: { leaves?: RawTree[]; log?: boolean }): RawTree {
  const [a, b, c] = (shown.leaves ?? leaves.map(prune)) as [RawTree, RawTree, RawTree];
  const log = labeled('log', [1, labeled('root', [3, root]), labeled('size', [3, bigEndian64(2n)])]);
  const map = labeled('organisations', [1, [1, a, b], c]);
  return [1, shown.log ? log : prune(log), [1, labeled('members', [0]), map]];
}

function proofOf(shown: RawTree): [{ certificate: Uint8Array; witness: Uint8Array }] {
  const certificate = signTree(stateTree(CANISTER, digestOf(tree({ leaves })), NOW_MS), network.secret);
  return [{ certificate, witness: encodeTree(shown) }];
}

function organisation(id: bigint): Organisation {
  return {
    id,
    names: { en: `Organisation ${id}`, ur: 'ادارہ', ps: [], pnb: [], sd: [] },
    kind: { federal: null },
    country: 'PK',
    contact: { email: 'a@b.example', telephone: [], website: [] },
    status: { active: null },
    admitted_at_ns: 1n,
    changed_at_ns: 1n,
    version: 1,
  };
}

/** A registry of which each query answers what the test says. */
function answering(answers: Record<string, unknown>): Registry {
  const connection = connect({ url: 'http://localhost', rootKey: network.rootKey, nowMs: () => NOW_MS });
  const service = Object.fromEntries(
    Object.entries(answers).map(([method, answer]) => [method, () => Promise.resolve(answer)]),
  );
  return { ...openRegistry(connection, CANISTER), service: service as unknown as Registry['service'] };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'accepted',
    (error: unknown) => (error instanceof ProofInvalid ? error.fault : error),
  );
}

describe('read an organisation', () => {
  const shown = [prune(leaves[0]!), leaves[1]!, prune(leaves[2]!)];
  let proof: ReturnType<typeof proofOf>;
  beforeEach(() => {
    proof = proofOf(tree({ leaves: shown }));
  });
  const read = (found: Uint8Array[], id: bigint, given: unknown[] = proof) =>
    readOrganisation(answering({ read_organisation: { Ok: { found, proof: given } } }), id);

  test('the record that the witness holds is given, with the time', async () => {
    const answer = await read([records[1]!], 2n);
    expect(answer).toEqual({ value: organisations[1], time_ns: BigInt(NOW_MS) * 1_000_000n });
  });

  test('a changed byte of the record is refused', async () => {
    for (let at = 0; at < records[1]!.length; at++) {
      const record = records[1]!.slice();
      record[at]! ^= 1;
      expect(await failureOf(read([record], 2n))).toBe('record');
    }
  });

  test('an answer without proof, without its record, or for another id is refused', async () => {
    expect(await failureOf(read([records[1]!], 2n, []))).toBe('missing');
    expect(await failureOf(read([], 2n))).toBe('record');
    expect(await failureOf(read([records[1]!], 1n))).toBe('record');
    expect(await failureOf(read([records[0]!], 1n))).toBe('record');
  });

  test('absence is believed when the witness shows it, and only then', async () => {
    const absent = proofOf(tree({ leaves: [prune(leaves[0]!), prune(leaves[1]!), leaves[2]!] }));
    expect((await read([], 4n, absent)).value).toBeUndefined();
    expect(await failureOf(read([], 1n, absent))).toBe('record');
    expect(await failureOf(read([records[0]!], 4n, absent))).toBe('record');
  });

  test('a refusal is given as the registry said it', async () => {
    const refused = { Err: { Other: { code: 7, message: 'closed' } } };
    const error = await failureOf(readOrganisation(answering({ read_organisation: refused }), 1n));
    expect(error).toBeInstanceOf(RegistryRefused);
    expect((error as RegistryRefused).error).toEqual(refused.Err);
  });
});

describe('search organisations', () => {
  const search = (page: Uint8Array[], request = {}) =>
    searchOrganisations(
      answering({
        search_organisations: { Ok: { records: page, next: [], proof: proofOf(tree({ leaves })) } },
      }),
      request,
    );

  test('every record of the page is given in order', async () => {
    expect((await search([records[0]!, records[2]!])).values).toEqual([organisations[0], organisations[2]]);
  });

  test('a page out of order, with a record twice, or with one that does not match is refused', async () => {
    expect(await failureOf(search([records[1]!, records[0]!]))).toBe('record');
    expect(await failureOf(search([records[1]!, records[1]!]))).toBe('record');
    expect(await failureOf(search([records[1]!], { kind: { court: null } }))).toBe('record');
    expect(await failureOf(search([records[1]!], { status: { suspended: null } }))).toBe('record');
    expect(await failureOf(search([records[1]!], { kind: { federal: null } }))).toBe('accepted');
  });

  test('a record that is none is refused', async () => {
    expect(await failureOf(search([Uint8Array.of(1)]))).toBeInstanceOf(CallFailed);
  });
});

describe('the log', () => {
  const proof = () => proofOf(tree({ leaves: leaves.map(prune), log: true }));

  test('entries are given when they lead to the certified root', async () => {
    const page = { size: 2n, entries, path: [], proof: proof() };
    expect((await readLog(answering({ read_log: { Ok: page } }), 0n)).entries).toHaveLength(2);
    const swapped = { ...page, entries: [entries[1], entries[0]] };
    expect(await failureOf(readLog(answering({ read_log: { Ok: swapped } }), 0n))).toBe('log');
    const shrunk = { ...page, size: 1n, entries: [entries[0]] };
    expect(await failureOf(readLog(answering({ read_log: { Ok: shrunk } }), 0n))).toBe('log');
    const nothing = { ...page, entries: [], path: [root] };
    expect(await failureOf(readLog(answering({ read_log: { Ok: nothing } }), 0n))).toBe('log');
    expect((await readLog(answering({ read_log: { Ok: nothing } }), 2n)).entries).toEqual([]);
  });

  test('one entry is given at its own position only', async () => {
    const answer = { size: 2n, entry: entries[1], path: [first], proof: proof() };
    const at = (sequence: bigint) => proveLogEntry(answering({ prove_log_entry: { Ok: answer } }), sequence);
    expect((await at(1n)).value.sequence).toBe(1n);
    expect(await failureOf(at(0n))).toBe('log');
    expect(await failureOf(at(2n))).toBe('log');
  });

  test('a log that begins with another past is refused', async () => {
    const answer = { first: 1n, second: 2n, path: [second], proof: proof() };
    const since = (past: Uint8Array) =>
      proveLogConsistency(answering({ prove_log_consistency: { Ok: answer } }), { size: 1n, root: past });
    expect((await since(first)).value).toEqual({ size: 2n, root });
    expect(await failureOf(since(second))).toBe('log');
  });
});
