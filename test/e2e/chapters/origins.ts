import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PortalNetwork } from '../portal-network.ts';

const SITES = join(import.meta.dirname, '../../../.indus/sites');
/** Files that a browser executes, or takes addresses from. */
const EXECUTED = /\.(html|js|css|webmanifest)$/;
/** Addresses that a browser fetches from: of a script, a style, a picture, a font, a frame. */
const FETCHED = /(?:src|href|url|from|import)\s*[=(]\s*["'`]?(https?:)?\/\/[^"'`)\s]+/g;

/** Nobody else learns who visits the portal. */
export function describeOrigins(network: () => PortalNetwork): void {
  describe('no other origin', () => {
    test('was asked for anything in all that was done before', () => {
      const { port } = new URL(network().origin);
      const own = [`http://localhost:${port}`, `http://id.ai.localhost:${port}`];
      const requested = network().requested();
      expect(requested.length).toBeGreaterThan(100);
      const others = requested.filter((url) => /^https?:/.test(url) && !own.includes(new URL(url).origin));
      expect(others).toEqual([]);
    });

    test('was tried, and nothing that the policy of a page forbids', () => {
      const told = network().complaints();
      expect(told.filter((complaint) => /Content Security Policy|Trusted Type/i.test(complaint))).toEqual([]);
    });

    test.each(['portal', 'identity_page'])('is fetched from by a file of the build of %s', async (site) => {
      const names = await readdir(join(SITES, site), { recursive: true });
      const files = names.filter((name) => EXECUTED.test(name));
      expect(files.length).toBeGreaterThan(5);
      for (const name of files) {
        const content = await readFile(join(SITES, site, name), 'utf8');
        expect([name, content.match(FETCHED) ?? []]).toEqual([name, []]);
      }
    });

    test('may be named by a page: the policy of each allows its own scripts and styles alone', async () => {
      for (const path of ['/', '/citizen', '/registers/network']) {
        const policy =
          (await fetch(`${network().ready.url}${path}`)).headers.get('content-security-policy') ?? '';
        expect(policy).toMatch(/default-src 'none'|default-src 'self'/);
        expect(policy).toMatch(/script-src 'self'(;|$)/);
        expect(policy).toMatch(/style-src 'self'(;|$)/);
        expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
      }
    });
  });
}
