import { Certificate, type HashTree as AgentTree, LookupPathStatus, lookup_path } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { Certificate as CoreCertificate } from '@icp-sdk/core/agent';
import { Principal as CorePrincipal } from '@icp-sdk/core/principal';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../assert.ts';
import { decodeCbor } from '../codec/cbor-decode.ts';
import { decodeUleb } from '../codec/leb128.ts';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { nodeKeyFromSeed } from '../crypto/ed25519.ts';
import { sha256 } from '../crypto/sha256.ts';
import { rootHash } from '../hash-tree/hash-tree.ts';
import { lookupPath, type Lookup } from '../hash-tree/lookup.ts';
import { ANONYMOUS, principalKey, selfAuthenticating } from '../principal.ts';
import type { Certifier } from './certifier.ts';
import { createCertifier } from './create-certifier.ts';
import { CertificateError, verifyCertificate } from './verify-certificate.ts';

const key = blsKeyFromSeed(new Uint8Array(32).fill(1));
const subnetId = selfAuthenticating(key.publicKeyDer);
const nodeKey = nodeKeyFromSeed(new Uint8Array(32).fill(2));
const nodeId = selfAuthenticating(nodeKey.publicKeyDer);
const first = bytes('00000000000000000101');
const last = bytes('ffffffffffffffff0101');
const canister = bytes('00000000001000000101');
const controller = bytes('1d02');
const timeNs = BigInt(Math.floor(performance.timeOrigin + performance.now())) * 1_000_000n;

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function text(value: string): Uint8Array {
  return new Uint8Array(Buffer.from(value));
}

function path(...labels: readonly (string | Uint8Array)[]): Uint8Array[] {
  return labels.map((label) => (typeof label === 'string' ? text(label) : label));
}

function certifier(): Certifier {
  const canisterRanges = [[first, last]] as const;
  return createCertifier({
    key,
    subnetId,
    nodes: [{ nodeId, publicKeyDer: nodeKey.publicKeyDer }],
    canisterRanges,
  });
}

function requestId(n: number): Uint8Array {
  return new Uint8Array(sha256(Uint8Array.of(n)));
}

function look(from: Certifier, asked: readonly Uint8Array[], revealed = asked): Lookup {
  return lookupPath(asked, verifyCertificate(from.certificate([revealed]), key.publicKeyDer).tree);
}

function found(from: Certifier, ...labels: readonly (string | Uint8Array)[]): Uint8Array {
  const result = look(from, path(...labels));
  if (result.kind !== 'found') throw new Error(`${String(labels[0])} is ${result.kind}`);
  return result.value;
}

const view = {
  controllers: [controller, ANONYMOUS],
  moduleHash: sha256(text('module')),
  certifiedData: text('data'),
  metadata: [
    { name: 'candid:service', content: text('service : {}') },
    { name: 'empty', content: new Uint8Array() },
  ],
  createdAtNs: 5n,
  lastInstallAtNs: 300n,
};

describe('state tree', () => {
  it('shows the subnet', () => {
    const tree = certifier();
    tree.sign(timeNs);
    expect(found(tree, 'subnet', subnetId, 'public_key')).toEqual(key.publicKeyDer);
    expect(found(tree, 'subnet', subnetId, 'type')).toEqual(text('application'));
    expect(found(tree, 'subnet', subnetId, 'node', nodeId, 'public_key')).toEqual(nodeKey.publicKeyDer);
    const ranges = found(tree, 'subnet', subnetId, 'canister_ranges');
    expect(decodeCbor(ranges, { selfDescribed: 'required' })).toEqual([[first, last]]);
    expect(found(tree, 'canister_ranges', subnetId, first)).toEqual(ranges);
    expect(decodeUleb(found(tree, 'time'))).toBe(timeNs);
  });

  it('shows a canister, and the changed canister after the next signature only', () => {
    const tree = certifier();
    tree.setCanister(principalKey(canister), view);
    tree.sign(timeNs);
    const at = (...labels: readonly string[]): Uint8Array => found(tree, 'canister', canister, ...labels);
    expect(decodeCbor(at('controllers'), { selfDescribed: 'required' })).toEqual(view.controllers);
    expect(at('module_hash')).toEqual(new Uint8Array(view.moduleHash));
    expect(at('certified_data')).toEqual(view.certifiedData);
    expect(at('metadata', 'candid:service')).toEqual(text('service : {}'));
    expect(at('metadata', 'empty')).toEqual(new Uint8Array());
    expect(decodeUleb(at('canister_creation_timestamp'))).toBe(5n);
    expect(decodeUleb(at('last_install_timestamp'))).toBe(300n);

    const metadata = [{ name: 'candid:service', content: text('service : {} new') }];
    tree.setCanister(principalKey(canister), { ...view, certifiedData: text('next'), metadata });
    expect(at('certified_data')).toEqual(text('data'));
    tree.sign(timeNs + 1n);
    expect(at('certified_data')).toEqual(text('next'));
    expect(at('metadata', 'candid:service')).toEqual(text('service : {} new'));
    expect(look(tree, path('canister', canister, 'metadata', 'empty')).kind).toBe('absent');

    tree.removeCanister(principalKey(canister));
    tree.sign(timeNs + 2n);
    expect(look(tree, path('canister', canister, 'controllers')).kind).toBe('absent');
  });

  it('an empty canister has no hash, data or metadata', () => {
    const tree = certifier();
    tree.setCanister(principalKey(canister), { controllers: [], metadata: [] });
    tree.sign(timeNs);
    for (const name of ['module_hash', 'certified_data', 'metadata', 'last_install_timestamp']) {
      expect(look(tree, path('canister', canister, name)).kind).toBe('absent');
    }
    expect(decodeCbor(found(tree, 'canister', canister, 'controllers'))).toEqual([]);
  });

  it('shows statuses with their fields and no others', () => {
    const tree = certifier();
    tree.setStatus(requestId(1), { status: 'received' });
    tree.setStatus(requestId(2), { status: 'replied', reply: text('reply') });
    const rejected = { code: 5, message: 'trapped', errorCode: 'IC0502' } as const;
    tree.setStatus(requestId(3), { status: 'rejected', ...rejected });
    tree.setStatus(requestId(4), { status: 'processing' });
    tree.setStatus(requestId(4), { status: 'done' });
    tree.sign(timeNs);
    const at = (n: number, name: string): Lookup => look(tree, path('request_status', requestId(n), name));
    const value = (n: number, name: string): Uint8Array => found(tree, 'request_status', requestId(n), name);
    expect(value(1, 'status')).toEqual(text('received'));
    expect(at(1, 'reply').kind).toBe('absent');
    expect(value(2, 'status')).toEqual(text('replied'));
    expect(value(2, 'reply')).toEqual(text('reply'));
    expect(at(2, 'reject_code').kind).toBe('absent');
    expect(value(3, 'status')).toEqual(text('rejected'));
    expect(value(3, 'reject_code')).toEqual(Uint8Array.of(5));
    expect(value(3, 'reject_message')).toEqual(text('trapped'));
    expect(value(3, 'error_code')).toEqual(text('IC0502'));
    expect(value(4, 'status')).toEqual(text('done'));
    expect(at(5, 'status').kind).toBe('absent');
    tree.removeStatus(requestId(2));
    tree.sign(timeNs);
    expect(at(2, 'status').kind).toBe('absent');
    expect(value(3, 'status')).toEqual(text('rejected'));
  });

  it('has the same root for the same content, whatever came between', () => {
    const straight = certifier();
    straight.setCanister(principalKey(canister), view);
    const winding = certifier();
    winding.setStatus(requestId(1), { status: 'received' });
    winding.setCanister(principalKey(canister), { ...view, certifiedData: text('old') });
    winding.sign(1n);
    winding.setCanister(principalKey(canister), view);
    winding.removeStatus(requestId(1));
    expect(winding.sign(timeNs)).toEqual(straight.sign(timeNs));
  });
});

describe('certificate', () => {
  it('shows the time unasked and nothing that was not asked for', () => {
    const tree = certifier();
    tree.setCanister(principalKey(canister), view);
    tree.setStatus(requestId(1), { status: 'replied', reply: text('a reply to keep') });
    expect(tree.signedAtNs).toBe(0n);
    expect(() => tree.certificate([])).toThrow(InvariantError);
    const root = tree.sign(timeNs);
    expect(tree.signedAtNs).toBe(timeNs);
    const certificate = tree.certificate([path('canister', canister, 'module_hash')]);
    const shown = verifyCertificate(certificate, key.publicKeyDer).tree;
    expect(new Uint8Array(rootHash(shown))).toEqual(root);
    expect(lookupPath(path('time'), shown).kind).toBe('found');
    for (const hidden of [
      path('canister', canister, 'certified_data'),
      path('request_status', requestId(1), 'reply'),
    ]) {
      expect(lookupPath(hidden, shown).kind).toBe('unknown');
    }
    expect(Buffer.from(certificate).includes('a reply to keep')).toBe(false);
  });

  it('is verified by both agents, which find the reply and miss the unknown request', async () => {
    const tree = certifier();
    for (let n = 0; n < 50; n++) tree.setStatus(requestId(n), { status: 'replied', reply: Uint8Array.of(n) });
    tree.sign(timeNs);
    for (let n = 0; n < 60; n += 7) {
      const certificate = tree.certificate([path('request_status', requestId(n))]);
      const own = await Certificate.create({
        certificate,
        rootKey: key.publicKeyDer,
        canisterId: Principal.fromUint8Array(canister),
      });
      const core = await CoreCertificate.create({
        certificate,
        rootKey: key.publicKeyDer,
        principal: { canisterId: CorePrincipal.fromUint8Array(canister) },
      });
      const asked = path('request_status', requestId(n), 'reply');
      for (const result of [own.lookup_path(asked), core.lookup_path(asked)]) {
        if (n < 50) expect(result).toEqual({ status: 'Found', value: Uint8Array.of(n) });
        else expect(result.status).not.toBe('Found');
      }
    }
  });

  it('of a canister is understood by both agents, beside labels that begin alike', async () => {
    const tree = certifier();
    tree.setCanister(principalKey(canister), view);
    tree.sign(timeNs);
    const asked = ['module_hash', 'certified_data'].map((name) => path('canister', canister, name));
    asked.push(path('canister', canister, 'metadata', 'candid:service'));
    const rootKey = key.publicKeyDer;
    for (const one of asked) {
      const certificate = tree.certificate([one]);
      const value = found(tree, ...one);
      const canisterId = Principal.fromUint8Array(canister);
      const own = await Certificate.create({ certificate, rootKey, canisterId });
      expect(own.lookup_path(one)).toEqual({ status: 'Found', value });
      const principal = { canisterId: CorePrincipal.fromUint8Array(canister) };
      const core = await CoreCertificate.create({ certificate, rootKey, principal });
      expect(core.lookup_path(one)).toEqual({ status: 'Found', value });
    }
  });

  it('shows an agent the node keys and ranges that query signatures need', async () => {
    const tree = certifier();
    tree.sign(timeNs);
    const certificate = tree.certificate([path('subnet')]);
    const checked = await Certificate.create({
      certificate,
      rootKey: key.publicKeyDer,
      canisterId: Principal.fromUint8Array(canister),
    });
    const shown = (checked as unknown as { readonly cert: { readonly tree: AgentTree } }).cert.tree;
    const nodePath = path('subnet', subnetId, 'node', nodeId, 'public_key');
    expect(lookup_path(nodePath, shown)).toEqual({
      status: LookupPathStatus.Found,
      value: nodeKey.publicKeyDer,
    });
  });

  it('with any byte flipped is refused by us and by the agent', { timeout: 120_000 }, async () => {
    const tree = certifier();
    tree.setStatus(requestId(1), { status: 'received' });
    tree.sign(timeNs);
    const certificate = tree.certificate([path('request_status', requestId(1))]);
    for (let at = 0; at < certificate.length; at++) {
      const changed = new Uint8Array(certificate);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(() => verifyCertificate(changed, key.publicKeyDer), `byte ${at}`).toThrow(CertificateError);
    }
    for (let at = 0; at < certificate.length; at += 61) {
      const changed = new Uint8Array(certificate);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const check = Certificate.create({
        certificate: changed,
        rootKey: key.publicKeyDer,
        canisterId: Principal.fromUint8Array(canister),
      });
      await expect(check, `byte ${at}`).rejects.toThrow();
    }
  });

  it('of another key is refused', () => {
    const tree = certifier();
    tree.sign(timeNs);
    const other = blsKeyFromSeed(new Uint8Array(32).fill(9)).publicKeyDer;
    expect(() => verifyCertificate(tree.certificate([]), other)).toThrow(CertificateError);
  });
});
