import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPortal, type BuiltSite } from './build-site.ts';
import { inProduction } from './in-production.ts';
import { siteConfig } from './site-config.ts';

/** What a first visit may cost, without fonts. Units: bytes after gzip. */
const FIRST_VISIT_BYTES_MAX = 200_000;
/** What it may cost until the first page is readable. Units: bytes after gzip. */
const FIRST_PAGE_BYTES_MAX = 120_000;
/** Texts that every visit needs, in one language. */
const FIRST_TEXTS = ['common', 'failures', 'shell'];

let folder: string;
let site: BuiltSite;
let files: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'indus-portal-'));
  site = await buildPortal(join(folder, 'portal'));
  const entries = await readdir(site.directory, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(site.directory.length + 1));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (file: string) => readFile(join(site.directory, file), 'utf8');

describe('the page', () => {
  test('has no script, style or handler in its markup, which the policy would refuse', async () => {
    const page = await text('index.html');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:/i);
    expect(site.contentSecurityPolicy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  });

  test('loads nothing from another origin', async () => {
    const loaded = /(?:src|href)=["'](?!\/[^/])|url\(["']?(?:https?:)?\/\/|@import|import\(["']https?:/;
    for (const file of files.filter((name) => /\.(html|css|webmanifest)$/.test(name))) {
      expect({ file, found: loaded.exec(await text(file))?.[0] }).toEqual({ file, found: undefined });
    }
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const script = await text(file);
      expect({ file, found: /import\(["'`]https?:|from["'`]https?:|\beval\(/.exec(script)?.[0] }).toEqual({
        file,
        found: undefined,
      });
    }
  });

  test('says to the assets canister which headers each file has', async () => {
    const rules = JSON.parse(await text('.ic-assets.json5')) as {
      match: string;
      headers?: Record<string, string>;
      enable_aliasing?: boolean;
    }[];
    const all = rules.find(({ match }) => match === '**/*');
    expect(all?.headers).toMatchObject({
      'Content-Security-Policy': site.contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
    });
    expect(all?.enable_aliasing).toBe(true);
    expect(rules.find(({ match }) => match === 'assets/**/*')?.headers?.['Cache-Control']).toContain(
      'immutable',
    );
  });

  test('is kept whole by the service worker: everything that it keeps from the start is there', async () => {
    const worker = await text('service-worker.js');
    const addresses = worker.match(/\/(?:assets|icons)\/[\w.-]+|\/manifest\.webmanifest/g) ?? [];
    expect(addresses.filter((address) => address.endsWith('.js')).length).toBeGreaterThan(5);
    const missing = addresses.filter((address) => !files.includes(address.slice(1)));
    expect(missing).toEqual([]);
  });

  test('is not built again while nothing changed, and is when its files are gone', async () => {
    const page = join(site.directory, 'index.html');
    const long = new Date(1_000_000_000_000);
    await utimes(page, long, long);
    await buildPortal(site.directory);
    expect((await stat(page)).mtimeMs).toBe(long.getTime());
    await rm(page);
    await buildPortal(site.directory);
    expect((await stat(page)).mtimeMs).toBeGreaterThan(long.getTime());
  }, 120_000);
});

test('a first visit costs no more than it may', async () => {
  const config = siteConfig('portal');
  const output = (await inProduction(() =>
    build({ ...config, logLevel: 'error', build: { ...config.build, write: false } }),
  )) as Rolldown.RolldownOutput;
  const parts = new Map(output.output.map((part) => [part.fileName, part]));
  const sizeOf = (names: Iterable<string>) =>
    [...new Set(names)].reduce((sum, name) => {
      const part = parts.get(name);
      return sum + gzipSync(part?.type === 'chunk' ? part.code : (part?.source ?? ''), { level: 9 }).length;
    }, 0);
  const chunks = [...parts.values()].filter((part) => part.type === 'chunk');
  const closureOf = (name: string, seen = new Set<string>()): Set<string> => {
    const part = parts.get(name);
    if (seen.has(name) || part?.type !== 'chunk') return seen;
    seen.add(name);
    const { importedCss = [] } =
      (part as { viteMetadata?: { importedCss?: Iterable<string> } }).viteMetadata ?? {};
    for (const style of importedCss) seen.add(style);
    for (const imported of part.imports) closureOf(imported, seen);
    return seen;
  };
  const named = (end: string) => chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith(end));
  const page = closureOf(named('/index.html')[0]?.fileName ?? '');
  const client = closureOf(named('/app/open-portal.ts')[0]?.fileName ?? '');
  const languages = ['en', 'ur', 'ps', 'pa-Arab', 'sd'].map((language) =>
    sizeOf(FIRST_TEXTS.flatMap((name) => named(`/${language}/${name}.json`).map(({ fileName }) => fileName))),
  );
  const texts = Math.max(...languages);
  expect(Math.min(...languages)).toBeGreaterThan(1_000);
  const firstPage = sizeOf(['index.html', ...page]) + texts;
  const firstVisit = sizeOf(['index.html', ...page, ...client]) + texts;
  console.log(`first page ${firstPage} bytes, first visit ${firstVisit} bytes, of these texts ${texts}`);
  expect(firstVisit).toBeGreaterThan(firstPage);
  expect(firstPage).toBeLessThanOrEqual(FIRST_PAGE_BYTES_MAX);
  expect(firstVisit).toBeLessThanOrEqual(FIRST_VISIT_BYTES_MAX);
}, 120_000);
