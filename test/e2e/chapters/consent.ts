import { beforeAll, describe, expect, test } from 'vitest';
import { readCode } from '../pages/read-code.ts';
import { CitizenHome } from '../pages/citizen-home.ts';
import { OfficialHome } from '../pages/official-home.ts';
import { PublicRegisters } from '../pages/public-registers.ts';
import type { Language } from '../pages/texts.ts';
import type { Visitor } from '../pages/visitor.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** Codes of the demonstration, and their words in the languages of these tests. */
const TREATMENT = 'health.treatment';
const VACCINATION = 'health.vaccination';
const PRESCRIPTION = 'health.prescription';

/** A citizen and an official: from the question for a consent to the receipt of it. */
export function describeConsent(network: () => PortalNetwork, language: Language): void {
  describe('a citizen and an official', () => {
    let citizen: Visitor;
    let official: Visitor;
    let home: CitizenHome;
    let desk: OfficialHome;
    let person: string;
    let consent: string;
    let vaccination: string;
    let prescription: string;
    beforeAll(async () => {
      citizen = await network().signedIn('citizen', language);
      official = await network().signedIn('officer', language);
      home = new CitizenHome(citizen);
      desk = new OfficialHome(official);
      person = await citizen.principal();
      vaccination = await desk.wordsOf(VACCINATION);
      prescription = await desk.wordsOf(PRESCRIPTION);
    });

    test('she sees her records, and opens a sealed one on her own device', async () => {
      expect(await home.records()).toBeGreaterThanOrEqual(4);
      expect(await home.openSealed(4n)).toContain('Paracetamol 500 mg');
    });

    test('the official issues a record, and another that only she can open', async () => {
      const before = await home.records();
      await desk.issue(person, VACCINATION, `Measles (${language})`);
      await desk.issue(person, PRESCRIPTION, `Ibuprofen (${language})`);
      expect(await home.records()).toBe(before + 2);
      expect(await home.openSealed(BigInt(before + 2))).toContain(`Ibuprofen (${language})`);
    });

    test('she answers a request for consent', async () => {
      await desk.askConsent(person, TREATMENT, vaccination);
      consent = await home.openWaitingConsent();
      await home.decide('grant');
      await citizen.main.getByText(citizen.text('citizen:consent.changed'), { exact: true }).waitFor();
      await citizen.main
        .getByText(citizen.text('citizen:consent.is.active'), { exact: true })
        .first()
        .waitFor();
    });

    test('the official reads on the consent; a sealed record without one is refused; the citizen sees both', async () => {
      await desk.read(person, consent, TREATMENT, vaccination);
      await official.main.getByText(official.text('official:read.digest')).waitFor();
      expect(await official.main.innerText()).toContain(`Measles (${language})`);
      await desk.read(person, consent, TREATMENT, prescription);
      await official.main.getByRole('alert').waitFor();
      await official.main.getByText(official.text('official:read.refusalLogged'), { exact: true }).waitFor();
      expect(await official.main.innerText()).not.toContain('Ibuprofen');

      const entries = await home.accesses();
      const [refused, granted] = [await entries.nth(0).innerText(), await entries.nth(1).innerText()];
      expect(refused).toContain(citizen.text('citizen:outcome.denied'));
      expect(refused).toContain(citizen.text('citizen:denial.ClassNotConsented'));
      expect(granted).toContain(citizen.text('citizen:outcome.granted'));
      expect(refused).toContain(citizen.text('citizen:act.derive_key'));
      expect(granted).toContain(citizen.text('citizen:act.read_records'));
    });

    test('a receipt proves the consent to anybody: by its file, and by its codes', async () => {
      await citizen.open(`/citizen/consents/${consent}`);
      const path = await home.saveReceipt();
      const codes = await (await home.showCodes()).all();
      const read = await Promise.all(codes.map(readCode));
      expect(read.map(([i, r, format, at, total]) => [i, r, format, at, total])).toEqual(
        codes.map((_, at) => [...Buffer.from('ir'), 1, at, codes.length]),
      );
      const pictures = await Promise.all(codes.map((code) => code.screenshot()));
      const stranger = await network().visitor(language);
      const registers = new PublicRegisters(stranger);
      const isTrue = stranger.main.getByRole('heading', {
        name: stranger.text('public:verifyReceipt.true'),
        exact: true,
      });
      await registers.checkReceipt(path);
      await isTrue.waitFor();
      expect(await stranger.main.innerText()).toContain(stranger.text('codes:consentStatus.active'));
      await registers.checkPictures(pictures);
      await isTrue.waitFor();
    });
  });
}
