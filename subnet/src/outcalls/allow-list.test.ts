import { expect, test } from 'vitest';
import { AllowList } from './allow-list.ts';
import { OutcallOptionInvalid } from './outcall-option-invalid.ts';

const permits = (allow: string[], url: string, allowPrivate: string[] = []) =>
  new AllowList({ allow, allowPrivate }).permits(new URL(url));
const PUBLIC = { reachesPrivate: false, plainHttp: false };

test.each([
  ['api.example.org', 'https://api.example.org/x', true],
  ['api.example.org', 'https://API.example.org:8443/', true],
  ['API.Example.org', 'https://api.example.org/', true],
  ['api.example.org', 'https://api.example.org./', true],
  ['api.example.org', 'https://example.org/', false],
  ['api.example.org', 'https://api.example.org.evil.net/', false],
  ['api.example.org', 'https://x.api.example.org/', false],
  ['api.example.org', 'http://api.example.org/', false],
  ['api.example.org', 'https://api.example.org@evil.net/', false],
  ['api.example.org:443', 'https://api.example.org/', true],
  ['api.example.org:8443', 'https://api.example.org/', false],
  ['api.example.org:8443', 'https://api.example.org:8443/', true],
  ['*.example.org', 'https://a.b.example.org/', true],
  ['*.example.org', 'https://example.org/', false],
  ['*.example.org', 'https://badexample.org/', false],
  ['https://api.example.org', 'https://api.example.org/', true],
])('%s on the list, %s: %s', (entry, url, isPermitted) => {
  expect(permits([entry], url)).toEqual(isPermitted ? PUBLIC : undefined);
});

test('an address that is written out is meant; a name is not, unless it is said to be private', () => {
  expect(permits(['127.0.0.1:8443'], 'https://127.0.0.1:8443/')).toEqual({ ...PUBLIC, reachesPrivate: true });
  expect(permits(['127.0.0.1'], 'https://0x7f.1/')).toEqual({ ...PUBLIC, reachesPrivate: true });
  expect(permits(['localhost'], 'https://localhost/')).toEqual({ ...PUBLIC, reachesPrivate: true });
  expect(permits(['[::1]:8443'], 'https://[::1]:8443/')).toEqual({ ...PUBLIC, reachesPrivate: true });
  expect(permits(['api.intra'], 'https://api.intra/')).toEqual(PUBLIC);
  expect(permits([], 'https://api.intra/', ['api.intra'])).toEqual({ ...PUBLIC, reachesPrivate: true });
});

test('HTTP without TLS is for this machine alone', () => {
  const plain = { reachesPrivate: true, plainHttp: true };
  expect(permits(['http://127.0.0.1:8080'], 'http://127.0.0.1:8080/')).toEqual(plain);
  expect(permits(['http://localhost:8080'], 'http://localhost:8080/')).toEqual(plain);
  expect(permits(['http://127.0.0.1:8080'], 'https://127.0.0.1:8080/')).toBeUndefined();
  expect(permits(['http://127.0.0.1:8080'], 'http://127.0.0.1:8081/')).toBeUndefined();
});

test.each([
  '',
  '*',
  '*.',
  'a b',
  'api.example.org/path',
  'ftp://a.org',
  'http://api.example.org',
  'http://10.0.0.1',
  'user@host',
  'a.org:99999',
])('the entry %j says nothing clear', (entry) => {
  expect(() => new AllowList({ allow: [entry] })).toThrow(OutcallOptionInvalid);
});
