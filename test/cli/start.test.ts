import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMONSTRATION_PEOPLE } from '@indus/cli';
import {
  connect,
  fromHex,
  openRegistry,
  ProofInvalid,
  proveLogConsistency,
  proveLogEntry,
  readBoard,
  readLog,
  readOrganisation,
  type Registry,
  searchOrganisations,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ready, type RunningIndus, runIndus, startIndus } from './indus-process.ts';

/** What issue and README promise; the figure itself is in the ready line. */
const WARM_MS_MAX = 5_000;
/** The machine that runs the tests may be busy with others. */
const BUSY = 3;
/** One of the people that the portal lists. */
const PERSON = DEMONSTRATION_PEOPLE.citizen;
/** The canisters that are deployed, in the order of dfx.json. */
const CANISTERS = ['registry', 'identity', 'vault', 'vault_2', 'engine'];

function registryOf(
  ready: Ready,
  changeKey: (byte: number, at: number) => number = (byte) => byte,
): Registry {
  const rootKey = Uint8Array.from(fromHex(ready.rootKey) ?? [], changeKey);
  const id = ready.canisters['registry'];
  if (id === undefined) throw new Error('expected a registry');
  return openRegistry(connect({ url: ready.url, rootKey }), id);
}

/** People of a demonstration are others at another port: a start that is to write nothing takes the same. */
const portOf = ({ url }: Ready): string => new URL(url).port;

/** Asks the port under any name. */
function askHost(
  port: string,
  host: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode: status, headers: answered } = response;
        resolve({ status, headers: answered, body: Buffer.concat(chunks).toString() });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('indus start', () => {
  let state: string;
  let running: RunningIndus;

  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'indus-start-'));
    running = await startIndus(['--port', '0', '--state', state]);
  });

  afterAll(async () => {
    await running.kill('SIGTERM');
    await rm(state, { recursive: true });
  });

  test('is ready with organisations that are proven, and a board that needs two', async () => {
    const registry = registryOf(running.ready);
    const page = await searchOrganisations(registry);
    expect(page.values.map(({ id }) => id)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n]);
    expect(page.values.every(({ names }) => names.en.endsWith('(demonstration)'))).toBe(true);
    expect((await readOrganisation(registry, 1n)).value).toEqual(page.values[0]);
    expect((await readOrganisation(registry, 8n)).value).toBeUndefined();
    const board = await readBoard(registry);
    expect([board.value.members.length, board.value.threshold]).toEqual([3, 2]);
    expect((await proveLogEntry(registry, 0n)).value.event).toHaveProperty('installed');
  });

  test('serves the portal, and the page where people sign in, each told of the network and bound to it', async () => {
    const { portal, url, rootKey, canisters } = running.ready;
    const { port } = new URL(url);
    expect(portal).toBe(`http://localhost:${port}/`);
    const { registry, vault, identity } = canisters;
    const told = {
      network: 'embedded',
      rootKey,
      canisters: { registry, vault, identity },
      identityProvider: `http://id.ai.localhost:${port}`,
      derivationOrigin: `http://localhost:${port}`,
      demonstration: true,
    };
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
      const page = await askHost(port, host, '/');
      expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const policy = String(page.headers['content-security-policy']);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).toMatch(/connect-src 'self'(;|$)/);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https:/);
      expect(JSON.parse((await askHost(port, host, '/indus.json')).body)).toMatchObject(told);
      const origins = await askHost(port, host, '/.well-known/ii-alternative-origins');
      expect(origins.headers['access-control-allow-origin']).toBe('*');
      expect(JSON.parse(origins.body)).toEqual({
        alternativeOrigins: [`http://127.0.0.1:${port}`, `http://[::1]:${port}`],
      });
    }
    const { people } = JSON.parse((await askHost(port, `localhost:${port}`, '/indus.json')).body) as {
      readonly people: readonly object[];
    };
    expect(people).toHaveLength(Object.keys(DEMONSTRATION_PEOPLE).length);
    expect(people).toContainEqual({ name: PERSON.name, role: PERSON.role, phrase: PERSON.phrase });
    const signIn = await askHost(port, `id.ai.localhost:${port}`, '/');
    expect([signIn.status, signIn.headers['cross-origin-opener-policy']]).toEqual([200, 'unsafe-none']);
    expect(String(signIn.headers['content-security-policy'])).toContain(
      `connect-src 'self' http://localhost:${port} http://*.localhost:${port} http://127.0.0.1:${port}`,
    );
    const toldThere = JSON.parse(
      (await askHost(port, `id.ai.localhost:${port}`, '/indus.json')).body,
    ) as object;
    expect(toldThere).toEqual(told);
  });

  test('sends the pages’ scripts compressed, to be kept for ever', async () => {
    const port = portOf(running.ready);
    const page = await askHost(port, `localhost:${port}`, '/');
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
    const { headers } = await askHost(port, `localhost:${port}`, script, { 'accept-encoding': 'br, gzip' });
    expect([headers['content-encoding'], headers['cache-control']]).toEqual([
      'br',
      'public, max-age=31536000, immutable',
    ]);
  });

  test('another root key is refused', async () => {
    const registry = registryOf(running.ready, (byte, at) => (at === 132 ? byte ^ 1 : byte));
    await expect(readOrganisation(registry, 1n)).rejects.toBeInstanceOf(ProofInvalid);
  });

  test('keys are readable by their owner only, and ids are in dfx’s shape', async () => {
    expect((await stat(join(state, 'keys', 'developer.pem'))).mode & 0o777).toBe(0o600);
    const ids: unknown = JSON.parse(await readFile(join(state, 'canister_ids.json'), 'utf8'));
    expect(ids).toEqual(
      Object.fromEntries(CANISTERS.map((name) => [name, { embedded: running.ready.canisters[name] }])),
    );
    expect(Object.keys(running.ready.canisters)).toEqual(CANISTERS);
  });

  test('status says what the network certifies', async () => {
    const ended = await runIndus(['status', '--json', '--state', state]);
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      network: 'embedded',
      rootKey: running.ready.rootKey,
      canisters: CANISTERS.map((name) => ({
        name,
        id: running.ready.canisters[name],
        state: 'installed',
      })),
    });
  });

  test('deploy finds nothing to do', async () => {
    const ended = await runIndus(['deploy', '--json', '--state', state]);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      canisters: CANISTERS.map((name) => ({ name, action: 'unchanged' })),
    });
  });

  test('a taken port is named, and so is the way out', async () => {
    const port = portOf(running.ready);
    const other = await mkdtemp(join(tmpdir(), 'indus-port-'));
    const ended = await runIndus(['start', '--json', '--state', other], { INDUS_PORT: port });
    await rm(other, { recursive: true });
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: 'port_in_use' });
    expect(ended.stderr).toContain(port);
    expect(ended.stderr).toContain('--port');
  });

  test('a state folder is used by one network at a time', async () => {
    const ended = await runIndus(['start', '--json', '--port', '0', '--state', state]);
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'state_in_use' }]);
  });

  test('after kill -9 everything is as before, and quickly so', async () => {
    const before = running.ready;
    const { head } = await readLog(registryOf(before), 0n);
    expect((await running.kill('SIGKILL')).signal).toBe('SIGKILL');
    running = await startIndus(['--port', portOf(before), '--state', state]);
    const { ready } = running;
    expect([ready.rootKey, ready.canisters]).toEqual([before.rootKey, before.canisters]);
    const registry = registryOf(ready);
    // The registry looks at canisters on record by itself and may have written down what it found.
    expect((await proveLogConsistency(registry, head)).value.size).toBeGreaterThanOrEqual(head.size);
    expect((await readOrganisation(registry, 5n)).value?.id).toBe(5n);
    expect(ready.readyMs).toBeLessThan(WARM_MS_MAX * BUSY);
  });

  test('SIGTERM stops it cleanly, and it goes on from there', async () => {
    const before = running.ready;
    const ended = await running.kill('SIGTERM');
    expect([ended.status, ended.signal]).toEqual([0, null]);
    running = await startIndus(['--port', portOf(before), '--state', state]);
    expect([running.ready.rootKey, running.ready.canisters]).toEqual([before.rootKey, before.canisters]);
  });

  test('--clean forgets everything, --no-demo writes nothing', async () => {
    const before = running.ready;
    await running.kill('SIGINT');
    running = await startIndus(['--port', '0', '--state', state, '--clean', '--no-demo', '--no-portal']);
    expect(running.ready.rootKey).not.toBe(before.rootKey);
    expect(running.ready.portal).toBeNull();
    expect((await searchOrganisations(registryOf(running.ready))).values).toEqual([]);
  });
});

describe('indus start refuses', () => {
  test('other machines, unless told', async () => {
    const state = await mkdtemp(join(tmpdir(), 'indus-host-'));
    const ended = await runIndus(['start', '--json', '--port', '0', '--host', '0.0.0.0', '--state', state]);
    await rm(state, { recursive: true });
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'remote_not_allowed' }]);
    expect(ended.stderr).toContain('--allow-remote');
  });

  test('a state of a newer release, and leaves it alone', async () => {
    const state = await mkdtemp(join(tmpdir(), 'indus-newer-'));
    const first = await startIndus(['--port', '0', '--state', state, '--no-demo', '--no-portal']);
    await first.kill('SIGTERM');
    const record = join(state, 'subnet', 'subnet-state.json');
    const newer = (await readFile(record, 'utf8')).replace(/"schema": *\d+/, '"schema":999999');
    await writeFile(record, newer);
    const ended = await runIndus(['start', '--json', '--port', '0', '--state', state]);
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'state_too_new' }]);
    expect(await readFile(record, 'utf8')).toBe(newer);
    await rm(state, { recursive: true });
  });

  test('a state folder that cannot be made, and a port that is none', async () => {
    const ended = await runIndus(['start', '--json', '--port', '0', '--state', '/dev/null/indus']);
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'state_invalid' }]);
    expect((await runIndus(['start', '--port', '65536'])).stderr).toContain('65535');
  });
});
