import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Actor as OldActor, HttpAgent as OldAgent } from '@dfinity/agent';
import { IDL as OldIDL } from '@dfinity/candid';
import { Actor, HttpAgent } from '@icp-sdk/core/agent';
import { IDL } from '@icp-sdk/core/candid';
import { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import { fromHex, identityFromSeed, lookupPath, Principal, seedFromPem, verifyWitness } from '@indus/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startIndus, type RunningIndus } from './indus-process.ts';

/** The part of the registry's interface that is used here, for the Candid library of either agent. */
function serviceOf(idl: typeof OldIDL): OldIDL.ServiceClass {
  const names = idl.Record({
    en: idl.Text,
    ur: idl.Text,
    ps: idl.Opt(idl.Text),
    pnb: idl.Opt(idl.Text),
    sd: idl.Opt(idl.Text),
  });
  const contact = idl.Record({ email: idl.Text, telephone: idl.Opt(idl.Text), website: idl.Opt(idl.Text) });
  const kinds = ['federal', 'provincial', 'district', 'court', 'regulator', 'state_enterprise'];
  const kind = idl.Variant(Object.fromEntries(kinds.map((name) => [name, idl.Null])));
  const details = idl.Record({ names, kind, country: idl.Text, contact });
  const proposal = idl.Record({
    id: idl.Nat64,
    status: idl.Variant({ executed: EXECUTED(idl), open: idl.Null }),
  });
  const proof = idl.Record({ certificate: idl.Vec(idl.Nat8), witness: idl.Vec(idl.Nat8) });
  const record = idl.Record({ found: idl.Opt(idl.Vec(idl.Nat8)), proof: idl.Opt(proof) });
  const result = (ok: OldIDL.Type) => idl.Variant({ Ok: ok, Err: idl.Reserved });
  return idl.Service({
    propose: idl.Func([idl.Variant({ admit_organisation: details })], [result(proposal)], []),
    vote: idl.Func([idl.Record({ proposal: idl.Nat64, approve: idl.Bool })], [result(proposal)], []),
    read_organisation: idl.Func([idl.Record({ organisation: idl.Nat64 })], [result(record)], ['query']),
  });
}

const EXECUTED = (idl: typeof OldIDL) => idl.Record({ organisation: idl.Opt(idl.Nat64) });

interface Decided {
  readonly Ok: {
    readonly id: bigint;
    readonly status: { readonly executed?: { readonly organisation: [bigint] } };
  };
}
interface Found {
  readonly Ok: {
    readonly found: [Uint8Array];
    readonly proof: [{ readonly certificate: Uint8Array; readonly witness: Uint8Array }];
  };
}
interface RegistryActor {
  propose(action: object): Promise<Decided>;
  vote(voice: { proposal: bigint; approve: boolean }): Promise<Decided>;
  read_organisation(which: { organisation: bigint }): Promise<Found>;
}

describe.each(['@dfinity/agent 3.4.3', '@icp-sdk/core'] as const)('%s on what indus deployed', (library) => {
  let folder: string;
  let indus: RunningIndus;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agents-'));
    indus = await startIndus(['--port', '0', '--state', folder, '--no-demo', '--no-portal']);
  });
  afterAll(async () => {
    await indus.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  const actorAs = async (key: string): Promise<RegistryActor> => {
    const seed = seedFromPem(await readFile(join(folder, 'keys', `${key}.pem`), 'utf8'));
    const options = { host: indus.ready.url, rootKey: rootKey(), verifyQuerySignatures: true, retryTimes: 0 };
    const canisterId = indus.ready.canisters['registry'] ?? '';
    if (library === '@icp-sdk/core') {
      const agent = await HttpAgent.create({ ...options, identity: Ed25519KeyIdentity.generate(seed) });
      return Actor.createActor<RegistryActor>(() => serviceOf(IDL as never) as never, { agent, canisterId });
    }
    const agent = await OldAgent.create({ ...options, identity: identityFromSeed(seed) });
    return OldActor.createActor<RegistryActor>(() => serviceOf(OldIDL), { agent, canisterId });
  };
  const rootKey = () => fromHex(indus.ready.rootKey) as Uint8Array;

  test('an organisation is admitted by two of three and read with its proof; a flipped byte of it is refused', async () => {
    const [one, two] = [await actorAs('developer'), await actorAs('board-2')];
    const names = { en: 'Board of Revenue', ur: 'بورڈ آف ریونیو', ps: [], pnb: [], sd: [] };
    const contact = { email: 'office@revenue.example', telephone: [], website: [] };
    const details = { names, kind: { provincial: null }, country: 'PK', contact };
    const { id } = (await one.propose({ admit_organisation: details })).Ok;
    await one.vote({ proposal: id, approve: true });
    const decided = await two.vote({ proposal: id, approve: true });
    const organisation = decided.Ok.status.executed?.organisation[0];
    expect(organisation).toBe(1n);

    const answer = (await one.read_organisation({ organisation: 1n })).Ok;
    const [record] = answer.found;
    const [proof] = answer.proof;
    expect(Buffer.from(record).includes('Board of Revenue')).toBe(true);
    await expect(proven(record, proof)).resolves.toBe(true);
    for (const [what, bytes] of Object.entries({
      record,
      certificate: proof.certificate,
      witness: proof.witness,
    })) {
      for (let at = 0; at < bytes.length; at += 1 + Math.floor(bytes.length / 150)) {
        const flipped = { record, ...proof, [what]: flip(bytes, at) };
        const outcome = await proven(flipped.record, flipped).catch(() => false);
        expect([what, at, outcome]).toEqual([what, at, false]);
      }
    }
  });

  /** Does the proof hold, and is the record the one that it speaks of? */
  const proven = async (
    record: Uint8Array,
    proof: { readonly certificate: Uint8Array; readonly witness: Uint8Array },
  ): Promise<boolean> => {
    const canister = Principal.fromText(indus.ready.canisters['registry'] ?? '');
    const trust = { rootKey: rootKey(), nowMs: () => Date.now() };
    const given = {
      certificate: Uint8Array.from(proof.certificate),
      witness: Uint8Array.from(proof.witness),
    };
    const { tree } = await verifyWitness(given, canister, trust);
    const key = Buffer.alloc(8);
    key.writeBigUInt64BE(1n);
    const found = lookupPath(tree, ['organisations', key]);
    const hash = createHash('sha256').update(record).digest();
    return found.status === 'found' && hash.equals(found.value);
  };
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
