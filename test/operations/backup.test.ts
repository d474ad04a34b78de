import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { ADMIN_TOKEN_FILE, backupDirectory, restoreBackup, Subnet } from '@indus/subnet';
import type { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testAgent } from '../harness/test-agent.ts';
import { certifiedTree } from '../sim/state-root.ts';
import { add, countingCanister, readCount } from './counting-canister.ts';

const HEADER_BYTES = 2048;

describe('backup and restore', () => {
  let folder: string;
  let subnet: Subnet;
  let canister: Principal;
  let file: string;
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backup-'));
    subnet = await Subnet.start({ stateDir: at('state'), clock: 'manual', port: 0 });
    const agent = await testAgent(subnet);
    canister = await countingCanister(agent);
    await add(agent, canister);
    file = at('whole.backup');
    await subnet.backup(file, [{ name: 'keys/a.pem', bytes: Buffer.from('key') }]);
  });

  afterAll(async () => {
    await subnet.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('a backup while the subnet runs has the root that the newest round certified', async () => {
    const agent = await testAgent(subnet);
    const { requestId, response } = await agent.call(canister, {
      methodName: 'update',
      arg: new Uint8Array(),
    });
    expect(response.status).toBe(200);
    const header = await subnet.backup(at('root.backup'));
    const { certificate } = await agent.readState(canister, {
      paths: [[Buffer.from('request_status'), new Uint8Array(requestId)]],
    });
    expect((await certifiedTree(certificate)).root).toBe(header.root);
  });

  test('only its owner can read it, and an existing file is not replaced', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(subnet.backup(file)).rejects.toMatchObject({ code: 'target-exists' });
    await expect(subnet.backup(at('nowhere/a.backup'))).rejects.toMatchObject({ code: 'write-failed' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a restored subnet has the same key, the same state and works on; a backup of it at rest has the same root', async () => {
    const restored = await restoreBackup(file, at('restored'));
    expect(restored.files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['keys/a.pem', 'key'],
    ]);
    const offline = await backupDirectory(at('restored'), { file: at('offline.backup') });
    expect(offline).toMatchObject({
      root: restored.header.root,
      height: restored.header.height,
      rootKey: Buffer.from(subnet.rootKey).toString('hex'),
    });
    const second = await Subnet.start({ stateDir: at('restored'), clock: 'manual' });
    const agent = await testAgent(second);
    expect(await readCount(agent, canister)).toBe(1n);
    expect(await add(agent, canister)).toBe(2n);
    await second.stop();
  });

  test('rounds go on while a backup is written, and it holds none of them in part', async () => {
    const agent = await testAgent(subnet);
    const counts: Promise<bigint>[] = [];
    for (let i = 0; i < 10; i++) counts.push(add(agent, canister));
    const header = await subnet.backup(at('busy.backup'));
    await Promise.all(counts);
    const restored = await restoreBackup(at('busy.backup'), at('busy'));
    expect(restored.header).toEqual(header);
    const second = await Subnet.start({ stateDir: at('busy'), clock: 'manual' });
    expect(await readCount(await testAgent(second), canister)).toBeLessThanOrEqual(11n);
    await second.stop();
  });

  test('what is truncated, altered, foreign or newer is refused, and nothing is left', async () => {
    const whole = await readFile(file);
    const refuse = async (bytes: Uint8Array, code: string): Promise<void> => {
      await writeFile(at('bad.backup'), bytes);
      await expect(restoreBackup(at('bad.backup'), at('refused'))).rejects.toMatchObject({ code });
      expect((await readdir(folder)).filter((name) => name.startsWith('refused'))).toEqual([]);
    };
    for (const bytes of [HEADER_BYTES - 1, HEADER_BYTES, whole.length >> 1, whole.length - 1]) {
      await refuse(whole.subarray(0, bytes), 'truncated');
    }
    await refuse(Buffer.concat([whole, Buffer.of(0)]), 'altered');
    for (const position of [20, 300, HEADER_BYTES, HEADER_BYTES + 4, whole.length >> 1, whole.length - 1]) {
      const altered = Buffer.from(whole);
      altered[position] = (altered[position] as number) ^ 1;
      await refuse(altered, 'altered');
    }
    await refuse(Buffer.alloc(0), 'not-a-backup');
    await refuse(Buffer.alloc(10_000, 'x'), 'not-a-backup');
    await refuse(withHeader(whole, { schema: 1_000_000 }), 'schema-too-new');
    await refuse(withHeader(whole, { format: 2 }), 'schema-too-new');
    await refuse(withHeader(whole, { root: '00'.repeat(32) }), 'root-differs');
    await refuse(withHeader(whole, { entries: 1 }), 'altered');
  });

  test('a target that is not empty stays as it is; an empty one is taken', async () => {
    await mkdir(at('full'));
    await writeFile(join(at('full'), 'mine'), 'x');
    await expect(restoreBackup(file, at('full'))).rejects.toMatchObject({ code: 'target-not-empty' });
    expect(await readdir(at('full'))).toEqual(['mine']);
    await mkdir(at('empty'));
    expect((await restoreBackup(file, at('empty'))).header.height).toBeDefined();
  });

  test('a state in use and a folder without state are not backed up at rest', async () => {
    await expect(backupDirectory(at('state'), { file: at('x') })).rejects.toMatchObject({ code: 'in-use' });
    await expect(backupDirectory(at('none'), { file: at('x') })).rejects.toMatchObject({ code: 'no-state' });
    expect(await readdir(folder)).not.toContain('none');
  });

  test('the port writes a backup for who has the token of the state folder, and for nobody else', async () => {
    const path = join(at('state'), ADMIN_TOKEN_FILE);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const token = (await readFile(path, 'utf8')).trim();
    const ask = (bearer: string, body: object) =>
      fetch(`${subnet.url}/_/backup`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
        body: JSON.stringify(body),
      });
    expect((await ask('0'.repeat(64), { file: at('asked.backup') })).status).toBe(401);
    expect((await ask(token, { file: 'relative.backup' })).status).toBe(400);
    expect((await ask(token, { file: at('n'), files: { '../a': '' } })).status).toBe(400);
    const answer = await ask(token, { file: at('asked.backup') });
    expect(answer.status).toBe(200);
    expect((await restoreBackup(at('asked.backup'), at('asked'))).header).toEqual(await answer.json());
    const again = await ask(token, { file: at('asked.backup') });
    expect([again.status, await again.json()]).toMatchObject([409, { error: 'target-exists' }]);
  });

  test('a database whose files were cut is never taken for a whole state', async () => {
    await restoreBackup(file, at('torn'));
    const database = join(at('torn'), 'database');
    const root = (await backupDirectory(at('torn'), { file: at('torn.backup') })).root;
    for (const name of await readdir(database)) {
      if (!/\.ldb$|^MANIFEST/.test(name)) continue;
      const { size } = await stat(join(database, name));
      await truncate(join(database, name), size >> 1);
    }
    const outcome = await backupDirectory(at('torn'), { file: at('torn-2.backup') }).then(
      (header) => header.root,
      (error: { code: string }) => error.code,
    );
    expect(['corrupt', 'read-failed', 'no-state']).toContain(outcome);
    expect(outcome).not.toBe(root);
  });
});

/** The same backup with another header whose checksum fits. */
function withHeader(whole: Uint8Array, changes: object): Uint8Array {
  const text = Buffer.from(whole.subarray(0, HEADER_BYTES)).toString();
  const start = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
  const header: object = JSON.parse(text.slice(start)) as object;
  const json = `${JSON.stringify({ ...header, ...changes })}\n`.padStart(HEADER_BYTES - start, ' ');
  const digest = createHash('sha256').update(json).digest('hex');
  return Buffer.concat([Buffer.from(`indus backup\n${digest}\n${json}`), whole.subarray(HEADER_BYTES)]);
}
