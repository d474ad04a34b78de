import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { textResponse } from './http-message.ts';
import { all, LENGTH, start } from './server-fixture.ts';
import { listen } from './server.ts';

it('both loopback addresses answer on one port', async () => {
  const server = await start();
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    const response = await fetch(`http://${host}:${server.port}/`);
    expect([host, response.status]).toEqual([host, 200]);
  }
});

it('a host beyond loopback is refused by the name of the option, and taken with it', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.0.1', 'example.org', '127.0.0.1.example.org', '']) {
    await expect(listen(LENGTH, { port: 0, host })).rejects.toMatchObject({
      name: 'RemoteNotAllowed',
      message: expect.stringContaining('allowRemote'),
    });
  }
  const server = await start(LENGTH, { host: '0.0.0.0', allowRemote: true });
  expect((await fetch(`http://127.0.0.1:${server.port}`)).status).toBe(200);
});

it('a taken port is refused by its number, whichever loopback address has it', async () => {
  const first = await start(LENGTH, { host: '127.0.0.1' });
  await expect(listen(LENGTH, { port: first.port })).rejects.toMatchObject({
    name: 'PortInUse',
    port: first.port,
  });
  const second = await start(LENGTH, { host: '::1' });
  const refused = listen(LENGTH, { port: second.port });
  await expect(refused).rejects.toMatchObject({ name: 'PortInUse', port: second.port });
  await expect(refused).rejects.toThrow(String(second.port));
  await expect(fetch(`http://127.0.0.1:${second.port}`)).rejects.toThrow('fetch failed');
});

it('an address that is not ours fails by its name', async () => {
  await expect(listen(LENGTH, { port: 0, host: '203.0.113.1', allowRemote: true })).rejects.toMatchObject({
    name: 'ListenFailed',
    message: expect.stringContaining('203.0.113.1'),
  });
});
it('closing answers what is under way, ends idle connections and frees the port', async () => {
  let release = (): void => undefined;
  const server = await start(async () => {
    await new Promise<void>((resolve) => (release = resolve));
    return textResponse(200, 'late');
  });
  const idle = connect(server.port, '127.0.0.1');
  const idleEnded = all(idle);
  const under = fetch(server.url);
  await sleep(100);
  const closed = server.close();
  expect(await idleEnded).toBe('');
  release();
  const response = await under;
  expect([response.status, response.headers.get('connection'), await response.text()]).toEqual([
    200,
    'close',
    'late',
  ]);
  await closed;

  await start(LENGTH, { port: server.port });
});
