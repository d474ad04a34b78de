import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium } from '../browser/chromium.ts';
import { LANGUAGES } from './pages/texts.ts';
import type { Visitor } from './pages/visitor.ts';
import { type PersonRole, PortalNetwork } from './portal-network.ts';

const DIRECTORY = join(import.meta.dirname, '../../docs/screenshots');
/** A picture of the documentation weighs no more. Units: bytes. */
const SIZE_MAX = 150_000;

/** The pages that are shown, by the file's name. */
const SHOTS: readonly { readonly name: string; readonly role?: PersonRole; readonly path: string }[] = [
  { name: 'start', path: '/' },
  { name: 'public', path: '/registers/organisations/2' },
  { name: 'citizen', role: 'citizen', path: '/citizen' },
  { name: 'consent', role: 'citizen', path: '/citizen/consents/2' },
  { name: 'official', role: 'officer', path: '/official' },
  { name: 'auditor', role: 'auditor', path: '/auditor' },
  { name: 'ministry', role: 'developer', path: '/ministry' },
];

/** Writes pictures of every home in each language to `docs/screenshots`. Run by `npm run screenshots`. */
async function takeScreenshots(): Promise<void> {
  const executable = findChromium();
  if (executable === undefined) throw new Error('expected a Chromium, found none');
  await using network = await PortalNetwork.start(executable);
  await mkdir(DIRECTORY, { recursive: true });
  const visitors = new Map<PersonRole | undefined, Visitor>();
  for (const { name, role, path } of SHOTS) {
    const known = visitors.get(role);
    const visitor = known ?? (role ? await network.signedIn(role, 'en') : await network.visitor('en'));
    visitors.set(role, visitor);
    for (const language of LANGUAGES) {
      await visitor.open(path);
      await visitor.speak(language);
      await visitor.settled();
      await visitor.page.evaluate('document.fonts.ready.then(() => undefined)');
      const file = join(DIRECTORY, `${name}-${language}.png`);
      await visitor.page.screenshot({ path: file });
      const { size } = await stat(file);
      console.log(`${file}: ${size} bytes`);
      if (size > SIZE_MAX) throw new Error(`expected at most ${SIZE_MAX} bytes, got ${size}`);
    }
    await visitor.speak('en');
  }
}

await takeScreenshots();
