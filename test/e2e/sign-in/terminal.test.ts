import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { toHex } from '@indus/client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { icpBinary, runIcp } from '../../harness/icp-cli.ts';
import type { Person } from './person.ts';
import { IDENTITY_HOST } from './sign-in-network.ts';
import { executable, withNetwork } from './with-network.ts';

const binary = icpBinary();

describe.skipIf(executable === undefined || binary === undefined)('icp identity link web', () => {
  const { network, person: arrive } = withNetwork();
  let folder: string;
  let resolver: Server;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icp-link-'));
    // Stands for a browser that is there already: tells the address that it would open.
    await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > "${folder}/address"\n`);
    await chmod(join(folder, 'xdg-open'), 0o755);
    resolver = await startResolver();
  });
  afterAll(async () => {
    resolver?.close();
    await rm(folder, { recursive: true });
  });

  /** Starts `icp identity link web` and gives the address that it opens, and its end. */
  async function link(name: string, ...options: readonly string[]) {
    await rm(join(folder, 'address'), { force: true });
    const auth = network().origin(IDENTITY_HOST);
    const args = ['identity', 'link', 'web', name, '--auth', auth, '--storage', 'plaintext', ...options];
    const env = {
      ...process.env,
      ICP_HOME: folder,
      ICP_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
      http_proxy: `http://127.0.0.1:${(resolver.address() as AddressInfo).port}`,
    };
    const child = spawn(binary ?? '', args, { cwd: folder, env, stdio: 'pipe' });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<string>((resolve) => child.on('close', (code) => resolve(`${code} ${said}`)));
    child.stdin.write('\n');
    const opened = () => readFile(join(folder, 'address'), 'utf8').catch(() => '');
    await expect.poll(opened, { timeout: 20_000 }).toContain('#public_key=');
    return { address: await opened(), ended };
  }

  /**
   * Links as a person, who does her part in the page. icp 1.5.0 panics when its server stops before it has looked at what
   * the server took (`tokio::select!` over both chooses by chance): it is asked again then.
   */
  async function linkAs(
    person: Person,
    name: string,
    options: readonly string[],
    agree: (page: Page) => Promise<void>,
  ): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const { address, ended } = await link(name, ...options);
      const page = await person.open(address);
      await person.holdKey(page);
      await agree(page);
      const end = await ended;
      if (attempt === 5 || !end.includes('receiving server ended unexpectedly')) return end;
    }
  }

  async function registered() {
    const person = await arrive();
    const page = await person.openIdentityPage();
    await person.register(page);
    return { person, page };
  }

  test('a program of a terminal gets a delegation at the origin that it names, and is the person there', async () => {
    const { person } = await registered();
    const portal = network().origin('portal.localhost');
    const frontEnd = await person.open(network().frontEnd('portal.localhost'));
    const { principal } = await person.signIn(frontEnd);
    const linked = () =>
      linkAs(person, 'citizen', ['--app', portal], async (page) => {
        expect(await page.locator('[data-origin]').innerText()).toBe(portal);
        expect(page.url()).not.toContain('nonce');
        await page.getByRole('button', { name: 'Allow with passkey' }).click();
        await page.getByText('The program has signed in').waitFor();
      });
    expect(await linked()).toMatch(/^0 /);
    const { subnet, whoAmI } = network();
    const url = `http://127.0.0.1:${subnet.port}`;
    const project = `networks:\n  - { name: here, mode: connected, url: "${url}", root-key: ${toHex(subnet.rootKey)} }\n`;
    await writeFile(join(folder, 'icp.yaml'), project);
    const call = ['canister', 'call', whoAmI.toText(), 'whoami', '()', '-n', 'here', '--identity', 'citizen'];
    const { stdout, stderr } = await runIcp(binary ?? '', call, { home: folder, cwd: folder });
    expect(stdout + stderr).toContain(`principal "${principal}"`);
  });

  test('a program that names no origin acts at one of its own', async () => {
    const { person } = await registered();
    const linked = linkAs(person, 'tool', [], async (page) => {
      const host = `cli.${IDENTITY_HOST}`;
      expect(await page.locator('[data-origin]').innerText()).toBe(network().origin(host));
      await page.getByLabel('You stay signed in for').selectOption('10 minutes');
      await page.getByRole('button', { name: 'Allow with passkey' }).click();
    });
    expect(await linked).toMatch(/^0 /);
  });

  test('a request that is not whole, or would answer elsewhere, is none', async () => {
    const person = await arrive();
    for (const callback of ['http://evil.example/', 'http://localhost:1/']) {
      const fields = new URLSearchParams({ public_key: 'MCowBQYDK2VwAyEA', nonce: 'n', callback });
      const page = await person.openIdentityPage(`/cli#${fields.toString()}`);
      await page.getByRole('alert').getByText('not complete').waitFor();
      expect(await page.getByRole('button').count()).toBe(0);
    }
  });
});

/** Takes requests for every host of this network to this machine: not every machine knows names under `localhost`. */
async function startResolver(): Promise<Server> {
  const server = createServer((asked, answer) => {
    const { port, pathname, search, host } = new URL(asked.url ?? '');
    const options = {
      port,
      path: pathname + search,
      method: asked.method,
      headers: { ...asked.headers, host },
    };
    const forwarded = request({ host: '127.0.0.1', ...options }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    forwarded.on('error', () => answer.writeHead(502).end());
    asked.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
