import { expect, test } from 'vitest';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import { networkAddress, parseConfiguration, readConfiguration } from './configuration.ts';

const FILE = {
  network: 'embedded',
  rootKey: '0a0b',
  canisters: { registry: 'aaaaa-aa', vault: 'aaaaa-aa' },
  identityProvider: 'http://id.ai.localhost:4943',
  demonstration: true,
};

const answering =
  (body: string, status = 200) =>
  () =>
    Promise.resolve(new Response(body, { status }));

test('a whole file is read; what may be left out may be left out', () => {
  expect(parseConfiguration(FILE)).toEqual({ ...FILE, rootKey: Uint8Array.of(10, 11) });
  const { rootKey: _, demonstration: __, ...least } = FILE;
  expect(parseConfiguration(least)).toEqual({ ...least, demonstration: false });
});

test('the origin of principals and the invented people are taken over', () => {
  const people = [{ name: 'Amina', role: 'citizen', phrase: 'abandon ability' }];
  const file = { ...FILE, derivationOrigin: 'http://localhost:4943', people };
  expect(parseConfiguration(file)).toMatchObject({ derivationOrigin: 'http://localhost:4943', people });
});

test('a file that is not one is refused, whatever is wrong with it', () => {
  const wrong = [
    null,
    'text',
    {},
    { ...FILE, network: '' },
    { ...FILE, canisters: { registry: 'aaaaa-aa' } },
    { ...FILE, rootKey: 'no digits' },
    { ...FILE, identityProvider: 7 },
    { ...FILE, people: [{ name: 'Amina' }] },
  ];
  for (const file of wrong) expect(() => parseConfiguration(file)).toThrow(ConfigurationInvalid);
});

test('a missing file and a page in its place are refused', async () => {
  await expect(readConfiguration(answering('gone', 404))).rejects.toThrow(ConfigurationInvalid);
  await expect(readConfiguration(answering('<!doctype html>'))).rejects.toThrow(ConfigurationInvalid);
  expect(await readConfiguration(answering(JSON.stringify(FILE)))).toMatchObject({ network: 'embedded' });
});

test("a page asks its own origin, but on the Internet Computer, where it asks the network's own", () => {
  const configuration = parseConfiguration(FILE);
  expect(networkAddress(configuration, 'http://localhost:4943')).toBe('http://localhost:4943');
  expect(networkAddress({ ...configuration, network: 'ic' }, 'https://a.icp0.io')).toBe('https://icp-api.io');
});
