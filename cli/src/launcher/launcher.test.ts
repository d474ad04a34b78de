import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseCustomDomains, watchCustomDomains, type CustomDomains } from './custom-domains.ts';
import { launcherOptions, STATE_VARIABLE } from './launcher-options.ts';

const ID = 'um5iw-rqaaa-aaaaq-qaaba-cai';

/** Reads the options; returns them and what was told. */
function read(args: readonly string[], environment: Record<string, string> = {}) {
  const told: string[] = [];
  const options = launcherOptions(args, environment, (text) => told.push(text));
  return { options, told };
}

describe('launcher options', () => {
  test('are read as icp 1.5.0 writes them', () => {
    const args =
      '--interface-version 1.1.0 --state-dir /s --bind 127.0.0.1 --gateway-port 8123 --status-dir /t';
    expect(read([...args.split(' '), '--domain=localhost', '--domain=test', '--verbose', '--nns'])).toEqual({
      options: {
        stateDir: '/s',
        statusDir: '/t',
        host: '127.0.0.1',
        port: 8123,
        domains: ['localhost', 'test'],
      },
      told: [],
    });
  });

  test('without a port, a free one is taken; what is not offered or not known is told and passed over', () => {
    const { options, told } = read([
      '--status-dir',
      '/t',
      '--subnet',
      'fiduciary',
      '--ii',
      '--future=1',
      'stray',
    ]);
    expect(options).toEqual({ statusDir: '/t', host: '127.0.0.1', port: 0, domains: ['localhost'] });
    expect(told.map((text) => text.split(' ')[0])).toEqual(['--subnet', '--ii', '--future']);
  });

  test('the state may lie where icp does not clear it', () => {
    const args = ['--status-dir', '/t', '--state-dir', '/s'];
    expect(read(args, { [STATE_VARIABLE]: '/kept' }).options.stateDir).toBe('/kept');
    expect(read(args, { [STATE_VARIABLE]: '' }).options.stateDir).toBe('/s');
  });

  test.each([
    ['65535', true],
    ['65536', false],
    ['-1', false],
    ['x', false],
  ])('port %s: %s', (port, isTaken) => {
    const options = () => read(['--status-dir', '/t', `--gateway-port=${port}`]);
    if (isTaken) expect(options().options.port).toBe(Number(port));
    else expect(options).toThrow('--gateway-port');
  });

  test('another major version of the interface is refused, as is no status folder', () => {
    expect(() => read(['--status-dir', '/t', '--interface-version', '2.0.0'])).toThrow('1.x');
    expect(() => read([])).toThrow('--status-dir');
  });
});

describe('custom names', () => {
  test('lines of names and ids are read; others are told and passed over', () => {
    const told: string[] = [];
    const text = `hello.local.localhost:${ID}\nBig.LOCALHOST:${ID}\n\nno line\nbad.localhost:um5iw\n`;
    expect(parseCustomDomains(text, (line) => told.push(line))).toEqual({
      'hello.local.localhost': ID,
      'big.localhost': ID,
    });
    expect(told).toHaveLength(2);
  });

  test('are followed from before they exist', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'names-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const seen: CustomDomains[] = [];
    const watching = await watchCustomDomains(
      folder,
      (names) => seen.push(names),
      () => undefined,
    );
    onTestFinished(() => watching.close());
    expect(seen).toEqual([]);
    for (const name of ['one', 'two']) {
      await writeFile(join(folder, 'custom-domains.txt'), `${name}.localhost:${ID}\n`);
      await expect.poll(() => seen.at(-1)).toEqual({ [`${name}.localhost`]: ID });
    }
  });
});
