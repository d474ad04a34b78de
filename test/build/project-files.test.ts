import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildAll } from '@indus/cli';
import Ajv from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** dfx's published schema is not part of this repository; the check runs where a copy lies beside it. */
const schemaPath = join(root, '../shared/dfx-json-schema.json');

/** The real `icp`, an optional dependency for Linux on x64. */
const icpPath = join(root, 'node_modules/@icp-sdk/icp-cli-linux-x64/bin/icp');

interface DfxCanister {
  readonly type: string;
  readonly candid: string;
  readonly wasm: string;
  readonly build: readonly string[];
  readonly source: readonly string[];
  readonly dependencies: readonly string[];
}

interface IcpStep {
  readonly type: string;
  readonly commands?: readonly string[];
  readonly url?: string;
  readonly sha256?: string;
  readonly dirs?: readonly string[];
}

interface IcpCanister {
  readonly name: string;
  readonly build: { readonly steps: readonly IcpStep[] };
  readonly sync?: { readonly steps: readonly IcpStep[] };
}

const dfx = JSON.parse(readFileSync(join(root, 'dfx.json'), 'utf8')) as {
  canisters: Record<string, DfxCanister>;
  networks: Record<string, { readonly providers: readonly string[] }>;
};
const icp = parse(readFileSync(join(root, 'icp.yaml'), 'utf8')) as {
  canisters: readonly IcpCanister[];
  networks: readonly { readonly name: string; readonly url: string; readonly 'root-key': string }[];
  environments: readonly {
    readonly name: string;
    readonly network: string;
    readonly canisters: readonly string[];
  }[];
};
/** The network that icp has built in. */
const BUILT_IN = 'ic';
/** The network whose gateway serves the pages itself. */
const EMBEDDED = 'embedded';

const ofType = (type: string) =>
  Object.entries(dfx.canisters).filter(([, canister]) => canister.type === type);
const modules = ofType('custom');
const pages = ofType('assets');
/** The canisters of an environment: on the embedded network none of the pages. */
const canistersOn = (network: string) =>
  Object.keys(dfx.canisters).filter((name) => network !== EMBEDDED || dfx.canisters[name]?.type === 'custom');

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('dfx.json and icp.yaml', () => {
  it('list the same canisters, in the same order: modules of our own, and dfx’s canister for the pages', () => {
    expect(icp.canisters.map(({ name }) => name)).toEqual(Object.keys(dfx.canisters));
    expect(modules.map(([name]) => name)).toEqual(['registry', 'identity', 'vault', 'vault_2', 'engine']);
    expect(pages.map(([name]) => name)).toEqual(['portal', 'identity_page']);
    expect(modules.length + pages.length).toBe(Object.keys(dfx.canisters).length);
  });

  it('know the same networks at the same addresses, and an environment for each', () => {
    const address = (url: string) => new URL(url).host.replace('127.0.0.1', 'localhost');
    const inDfx = Object.entries(dfx.networks).filter(([name]) => name !== BUILT_IN);
    expect(Object.keys(dfx.networks)).toContain(BUILT_IN);
    expect(icp.networks.map(({ name, url }) => [name, address(url)])).toEqual(
      inDfx.map(([name, { providers }]) => [name, address(providers[0] ?? '')]),
    );
    expect(icp.environments).toEqual(
      icp.networks.map(({ name }) => ({ name, network: name, canisters: canistersOn(name) })),
    );
  });

  it('believe a key told by the network itself on this machine only', () => {
    for (const { url, 'root-key': rootKey } of icp.networks) {
      const isLocal = new URL(url).hostname === 'localhost';
      expect([url, rootKey === 'fetch']).toEqual([url, isLocal]);
      if (!isLocal) expect(rootKey).toMatch(/^[0-9a-f]{266}$/);
    }
  });

  it.each(modules)('build %s by the same command into the same file', (name, canister) => {
    const command = `npm run --silent indus -- build ${name}`;
    expect(canister.build).toEqual([command]);
    const steps = icp.canisters.find((entry) => entry.name === name)?.build.steps;
    expect(steps).toEqual([
      { type: 'script', commands: [command, `cp ${canister.wasm} "$ICP_WASM_OUTPUT_PATH"`] },
    ]);
  });

  it.each(pages)(
    'build %s by the same command into the same folder, for the network that it goes to',
    (name, page) => {
      const command = `npm run --silent indus -- build ${name}`;
      const folder = `frontend/dist/${name}`;
      expect(page).toEqual({
        type: 'assets',
        source: [folder],
        build: [command],
        dependencies: ['registry', 'vault', 'identity'],
      });
      const canister = icp.canisters.find((entry) => entry.name === name);
      // icp knows the ids of other canisters in the steps of the synchronisation only (icp-cli, "Environment Variables Reference").
      expect(
        canister?.sync?.steps.map(({ type, commands, dirs }) => commands ?? [type, ...(dirs ?? [])]),
      ).toEqual([[command], ['plugin', folder]]);
      const fetched = [...(canister?.build.steps ?? []), ...(canister?.sync?.steps ?? [])].filter(
        ({ url }) => url,
      );
      expect(fetched).toHaveLength(2);
      for (const { url, sha256 } of fetched) {
        expect(url).toMatch(/^https:\/\/github\.com\/dfinity\//);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    },
  );

  it('ask the network for nothing where the embedded network is meant', () => {
    for (const name of canistersOn(EMBEDDED)) {
      const canister = icp.canisters.find((entry) => entry.name === name);
      expect(canister?.sync).toBeUndefined();
      expect(canister?.build.steps.every(({ type, url }) => type === 'script' && url === undefined)).toBe(
        true,
      );
    }
  });

  it.each(modules)('leave the bytes of %s as they were built', (name, canister) => {
    // dfx copies a custom canister's file when nothing is to change it (dfinity/sdk, src/dfx/src/lib/models/canister.rs, `wasm_post_process`).
    // A further shard, name_2, is the same canister as the first.
    const source = name.replace(/_\d+$/, '');
    expect(canister).toEqual({
      type: 'custom',
      candid: `canisters/${source}/${source}.did`,
      wasm: `.indus/wasm/${name}.wasm.gz`,
      build: canister.build,
      gzip: false,
      shrink: false,
    });
  });

  it.skipIf(!existsSync(schemaPath))(
    'dfx.json is valid against dfx’s published schema, and a wrong one is not',
    () => {
      const ajv = new Ajv({ unknownFormats: 'ignore', logger: false });
      const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, 'utf8')) as object);
      expect(validate(dfx), JSON.stringify(validate.errors)).toBe(true);
      const broken = { ...Object.values(dfx.canisters)[0], candid: undefined };
      expect(validate(JSON.parse(JSON.stringify({ ...dfx, canisters: { broken } })))).toBe(false);
    },
  );

  it.skipIf(!existsSync(icpPath))('icp.yaml is read by the real icp', () => {
    const home = mkdtempSync(join(tmpdir(), 'icp-home-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const env = { ...process.env, ICP_HOME: home, ICP_TELEMETRY_DISABLED: '1' };
    const shown = execFileSync(icpPath, ['project', 'show'], { cwd: root, env, encoding: 'utf8' });
    const project = parse(shown, { logLevel: 'error' }) as { canisters: Record<string, unknown> };
    expect(Object.keys(project.canisters)).toEqual(Object.keys(dfx.canisters));
  });

  it.skipIf(!existsSync(icpPath))('the real icp builds the modules that the driver builds', async () => {
    const home = mkdtempSync(join(tmpdir(), 'icp-home-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const env = { ...process.env, ICP_HOME: home, ICP_TELEMETRY_DISABLED: '1' };
    execFileSync(icpPath, ['build', '--environment', 'embedded'], { cwd: root, env, stdio: 'pipe' });
    for (const built of await buildAll({ root, outDir: join(home, 'wasm') })) {
      const artifact = readFileSync(join(root, '.icp/cache/artifacts', built.name));
      expect(sha256Hex(artifact)).toBe(built.moduleHash);
      expect(sha256Hex(readFileSync(join(root, `.indus/wasm/${built.name}.wasm.gz`)))).toBe(built.moduleHash);
    }
  });
});
