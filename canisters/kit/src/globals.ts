import 'azle';

// Azle makes the mere mention of these throw, even `typeof window`; packages that look around for their platform would
// trap at start. As `undefined` they read as absent, which is what they are.
const ABSENT = [
  'Buffer',
  'URL',
  'window',
  'self',
  'global',
  'fetch',
  'WebAssembly',
  'setTimeout',
  'clearTimeout',
];

for (const name of ABSENT) {
  const property = Object.getOwnPropertyDescriptor(globalThis, name);
  const isTrap = property?.get !== undefined && property.configurable === true;
  if (isTrap)
    Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true });
}
