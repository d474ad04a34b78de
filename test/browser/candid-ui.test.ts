import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCandidUi, CANDID_UI_CANISTER } from '@indus/candid-ui';
import { Subnet } from '@indus/subnet';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { compileMotoko } from '../harness/motoko.ts';
import { testAgent } from '../harness/test-agent.ts';
import { findChromium, launchChromium } from './chromium.ts';

const SOURCE = `
persistent actor {
  type Tree = { #leaf : Int; #node : [Tree] };
  type Person = { name : Text; age : ?Nat8; photo : Blob };
  var greetings = 0;
  /// Says hello to a person.
  public shared ({ caller }) func greet(person : Person) : async (Text, Principal) {
    greetings += 1;
    ("سلام " # person.name # " " # debug_show (person.age) # debug_show (person.photo), caller)
  };
  public query func count() : async Nat { greetings };
  public query func sum(tree : Tree) : async Int {
    switch (tree) {
      case (#leaf n) n;
      case (#node trees) { var total : Int = 0; for (t in trees.vals()) { switch t { case (#leaf n) total += n; case _ {} } }; total }
    }
  };
  public func fail() : async () { assert false };
};`;

const executable = findChromium();

describe.skipIf(executable === undefined)('the Candid UI in a real browser', () => {
  let folder: string;
  let subnet: Subnet;
  let browser: Browser;
  let page: Page;
  let id: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candid-ui-'));
    const site = await buildCandidUi(folder);
    subnet = await Subnet.start({ port: 0, gateway: { canisterSites: { [CANDID_UI_CANISTER]: site } } });
    const management = managementOf(await testAgent(subnet));
    const canister = await management.create();
    await management.install(canister, compileMotoko(SOURCE));
    id = canister.toText();
    browser = await launchChromium(executable ?? '');
    page = await browser.newPage({ locale: 'en-GB' });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    await subnet?.stop();
    await rm(folder, { recursive: true });
  });

  const open = async (query: string) => {
    await page.goto(`http://${CANDID_UI_CANISTER}.localhost:${subnet.port}/${query}`);
  };
  const panelOf = async (name: string) => {
    const panel = page.locator(`details[data-method="${name}"]`);
    if ((await panel.getAttribute('open')) === null) await panel.locator('summary').first().click();
    return panel;
  };
  /** The next answer: the one before is gone as soon as the method is called. */
  const answerTo = async (name: string) => {
    const panel = await panelOf(name);
    await panel.locator('button[type=submit]').click();
    await panel.locator('button[type=submit]:enabled').waitFor();
    return panel.locator('pre').innerText();
  };

  test('shows what the network certifies, and calls methods by typed forms, verified', async () => {
    await open(`?id=${id}`);
    await page.locator('details[data-method="greet"]').waitFor();
    expect(await page.locator('details').count()).toBe(4);
    expect(await page.locator('dl').innerText()).toContain(id);
    const greet = await panelOf('greet');
    await greet.getByLabel('name text').fill('دنیا');
    await greet.getByLabel('given').check();
    await greet.getByLabel('age nat8').fill('300');
    await greet.getByLabel('photo blob').fill('0x0aff');
    await greet.locator('button[type=submit]').click();
    await greet.locator('.bad').waitFor();
    expect(await greet.locator('.bad').innerText()).toContain('nat8');
    await greet.getByLabel('age nat8').fill('42');
    const answer = await answerTo('greet');
    expect(answer).toContain(String.raw`"سلام دنیا ?42\"\\0A\\FF\""`);
    expect(answer).toContain('principal "2vxsx-fae"');
    expect(await answerTo('count')).toBe('(1 : nat)');
  });

  test('takes variants that hold themselves, and tells how a call failed', async () => {
    const sum = await panelOf('sum');
    await sum.locator('select').first().selectOption({ label: 'node' });
    for (const [index, value] of ['20', '-8'].entries()) {
      await sum.getByRole('button', { name: 'Add' }).click();
      await sum.locator('input').nth(index).fill(value);
    }
    expect(await answerTo('sum')).toBe('(12 : int)');
    expect(await answerTo('fail')).toContain('assertion failed');
  });

  test('calls as a key of its own', async () => {
    await page.locator('select').first().selectOption('generated');
    const own = await page.locator('#caller').innerText();
    expect(own).toMatch(/^[a-z0-9-]{63}$/);
    const greet = await panelOf('greet');
    await greet.getByLabel('name text').fill('x');
    expect(await answerTo('greet')).toContain(`principal "${own}"`);
  });

  test('speaks Urdu from right to left', async () => {
    await open(`?id=${id}&lang=ur`);
    await page.locator('details[data-method="count"]').waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.locator('h1').innerText()).toBe('کینڈڈ انٹرفیس');
    expect(await answerTo('count')).toBe('(2 : nat)');
  });

  test('shows nothing that is not signed by the key of the network', async () => {
    const other = await Subnet.start({ seed: new Uint8Array(32).fill(9) });
    await page.route('**/api/v2/status', async (route) => {
      const response = await other.fetch('http://localhost/api/v2/status');
      await route.fulfill({
        body: Buffer.from(await response.arrayBuffer()),
        contentType: 'application/cbor',
      });
    });
    await open(`?id=${id}`);
    await page.locator('.bad').waitFor();
    expect(await page.locator('details').count()).toBe(0);
    expect(await page.locator('.bad').innerText()).toContain('Failed (signature)');
    await page.unroute('**/api/v2/status');
    await other.stop();
  });

  test('asks for an id, tells of a canister that is not there, and breaks no policy of its own', async () => {
    await open('');
    await page.getByLabel('Canister id').fill('rwlgt-iiaaa-aaaaa-aaaaa-cai');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.locator('.bad').waitFor();
    expect(await page.locator('.bad').innerText()).toContain('no such canister');
    expect(complaints).toEqual([]);
  });

  test('is reached by the parameter canisterId too, as dfx prints it', async () => {
    await page.goto(`http://127.0.0.1:${subnet.port}/?canisterId=${CANDID_UI_CANISTER}&id=${id}`);
    await page.locator('details[data-method="count"]').waitFor();
    expect(new URL(page.url()).hostname).toBe(`${CANDID_UI_CANISTER}.localhost`);
  });
});
