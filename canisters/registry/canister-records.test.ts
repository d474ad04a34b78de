import { describe, expect, it } from 'vitest';
import { fixedPrincipalKey } from '@indus/kit/key';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { attest } from './attest.ts';
import type { CanisterDeclaration, Source } from './canister-record.ts';
import { canisterKey } from './canister-store.ts';
import { grantOwnRole, rotateOwnKey } from './change-own-members.ts';
import { CONTROLLERS_MAX, UPGRADE_AHEAD_MAX_NS } from './limits.ts';
import { amendCanister, registerCanister, retireOwnCanister } from './register-canister.ts';
import { details, person, refusalOf, Scene } from './registry-fixture.ts';
import { subscribeDirectory } from './subscribe-directory.ts';

const ADMIN = person(20);
const CANISTER = person(90);
const SOURCE: Source = {
  repository: 'https://code.gov.pk/works/roads',
  commit: 'a'.repeat(40),
  module: 'roads',
};
const hash = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const declaration = (over: Partial<CanisterDeclaration> = {}): CanisterDeclaration => ({
  source: SOURCE,
  recipe: 'npm run build',
  expected_sha256: hash(1),
  controllers: [],
  critical: false,
  ...over,
});

/** An organisation with an admin. */
function begin(): Scene {
  const scene = new Scene();
  scene.admit(details(1));
  scene.enact({ grant_role: { organisation: 1n, member: ADMIN, role: { admin: null } } });
  return scene;
}
const register = (scene: Scene, over: Partial<CanisterDeclaration> = {}, by = ADMIN) =>
  registerCanister(scene.registry, scene.env(by), {
    organisation: 1n,
    canister: CANISTER,
    declaration: declaration(over),
  });

describe('a canister', () => {
  it('is registered once, unseen, with a job that looks at it', () => {
    const scene = begin();
    expect(register(scene)).toMatchObject({
      state: { registered: null },
      observed: [],
      declared: { version: 1 },
    });
    expect(scene.registry.jobs.get('check_canister', CANISTER.toUint8Array())?.dueNs).toBe(scene.nowNs);
    expect(refusalOf(() => register(scene))).toMatchObject({ CanisterTaken: { organisation: 1n } });
    expect(canisterKey(CANISTER)).toEqual(fixedPrincipalKey(CANISTER.toUint8Array()));
  });

  it.each<[string, Partial<CanisterDeclaration>, string]>([
    ['a hash of 31 bytes', { expected_sha256: new Uint8Array(31) }, 'expected_sha256'],
    ['a hash of 33 bytes', { expected_sha256: new Uint8Array(33) }, 'expected_sha256'],
    ['a short commit', { source: { ...SOURCE, commit: 'a'.repeat(39) } }, 'source.commit'],
    ['a repository without a path', { source: { ...SOURCE, repository: 'https://x' } }, 'source.repository'],
    ['a module in capitals', { source: { ...SOURCE, module: 'Roads' } }, 'source.module'],
    ['no recipe', { recipe: '' }, 'recipe'],
    ['a controller twice', { controllers: [person(1), person(1)] }, 'controllers'],
    [
      'a controller too many',
      { controllers: Array.from({ length: CONTROLLERS_MAX + 1 }, (_, at) => person(at)) },
      'controllers',
    ],
  ])('is refused with %s, and nothing is written', (_, over, field) => {
    const scene = begin();
    const { writes } = scene.registry;
    expect(refusalOf(() => register(scene, over))).toMatchObject({ Invalid: { field } });
    expect(scene.registry.writes).toBe(writes);
  });

  it('may have as many controllers as the IC allows, and a commit of either length', () => {
    const controllers = Array.from({ length: CONTROLLERS_MAX }, (_, at) => person(at));
    expect(refusalOf(() => register(begin(), { controllers }))).toBeUndefined();
    const source = { ...SOURCE, commit: '0'.repeat(64) };
    expect(refusalOf(() => register(begin(), { source }))).toBeUndefined();
  });

  it('is no business of others, of officers, or of a suspended organisation', () => {
    const scene = begin();
    scene.enact({ grant_role: { organisation: 1n, member: person(21), role: { officer: null } } });
    for (const by of [person(21), person(22)])
      expect(refusalOf(() => register(scene, {}, by))).toHaveProperty('RoleRequired');
    register(scene);
    scene.enact({ suspend_organisation: { organisation: 1n, reason: 'audit' } });
    const request = { canister: CANISTER, declaration: declaration() };
    const suspended = { OrganisationSuspended: { organisation: 1n } };
    expect(refusalOf(() => amendCanister(scene.registry, scene.env(ADMIN), request))).toEqual(suspended);
    expect(refusalOf(() => retireOwnCanister(scene.registry, scene.env(ADMIN), request))).toEqual(suspended);
  });

  it('that is retired is registered again under the next version', () => {
    const scene = begin();
    register(scene);
    retireOwnCanister(scene.registry, scene.env(ADMIN), { canister: CANISTER });
    expect(scene.registry.jobs.get('check_canister', CANISTER.toUint8Array())).toBeUndefined();
    expect(refusalOf(() => subscribeDirectory(scene.registry, scene.env(CANISTER)))).toHaveProperty(
      'NotPermitted',
    );
    expect(register(scene).declared.version).toBe(2);
  });
});

describe('an upgrade with notice', () => {
  const approval = (not_before_ns: bigint) => ({
    approve_upgrade: {
      canister: CANISTER,
      source: SOURCE,
      recipe: 'r',
      expected_sha256: hash(2),
      not_before_ns,
    },
  });

  it('needs two, even where the board decides by one', () => {
    const scene = begin();
    register(scene);
    scene.enact({ change_board: { members: [person(1), person(2)], threshold: 1 } });
    const { id, threshold } = scene.propose(approval(0n));
    expect(threshold).toBe(2);
    expect(scene.vote(id, 1).status).toEqual({ open: null });
    expect(scene.vote(id, 2).status).toHaveProperty('executed');
  });

  it('is impossible for a board of one', () => {
    const scene = begin();
    register(scene);
    scene.enact({ change_board: { members: [person(1)], threshold: 1 } });
    expect(refusalOf(() => scene.propose(approval(0n)))).toMatchObject({ Invalid: { field: 'board' } });
  });

  it('may lie a year and a day ahead, and not a nanosecond more', () => {
    const scene = begin();
    register(scene);
    const latest = scene.nowNs + UPGRADE_AHEAD_MAX_NS;
    expect(refusalOf(() => scene.propose(approval(latest + 1n)))).toMatchObject({
      Invalid: { field: 'not_before_ns' },
    });
    expect(refusalOf(() => scene.propose(approval(latest)))).toBeUndefined();
  });
});

describe('who vouches and answers', () => {
  it('a builder is one organisation’s, and attests a source once', () => {
    const scene = begin();
    scene.admit(details(2));
    scene.enact({ register_builder: { organisation: 2n, builder: person(30) } });
    const again = { register_builder: { organisation: 1n, builder: person(30) } };
    expect(refusalOf(() => scene.propose(again))).toMatchObject({ BuilderTaken: { organisation: 2n } });
    const request = { source: SOURCE, sha256: hash(1) };
    const made = attest(scene.registry, scene.env(person(30)), request);
    expect(made).toMatchObject({ id: 1n, organisation: 2n });
    const other = { ...request, sha256: hash(3) };
    expect(refusalOf(() => attest(scene.registry, scene.env(person(30)), other))).toEqual({
      AlreadyAttested: { attestation: 1n, sha256: hash(1) },
    });
  });

  it('an incident that does not exist is not acknowledged', () => {
    const scene = begin();
    const request = { incident: 1n, note: 'seen' };
    expect(refusalOf(() => acknowledgeIncident(scene.registry, scene.env(ADMIN), request))).toEqual({
      IncidentNotFound: { incident: 1n },
    });
  });

  it('a key that is rotated to one that has roles joins both, each role once', () => {
    const scene = begin();
    for (const member of [person(40), person(41)])
      grantOwnRole(scene.registry, scene.env(ADMIN), { organisation: 1n, member, role: { officer: null } });
    grantOwnRole(scene.registry, scene.env(ADMIN), {
      organisation: 1n,
      member: person(41),
      role: { auditor: null },
    });
    const rotation = { organisation: 1n, from: person(40), to: person(41) };
    expect(rotateOwnKey(scene.registry, scene.env(ADMIN), rotation).roles).toEqual([
      { officer: null },
      { auditor: null },
    ]);
    expect(scene.registry.members.get(1n, person(40))).toBeUndefined();
    const itself = { organisation: 1n, from: ADMIN, to: ADMIN };
    expect(refusalOf(() => rotateOwnKey(scene.registry, scene.env(ADMIN), itself))).toMatchObject({
      Invalid: { field: 'to' },
    });
  });
});
