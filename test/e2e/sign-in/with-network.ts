import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findChromium, launchChromium } from '../../browser/chromium.ts';
import { Person } from './person.ts';
import { SignInNetwork } from './sign-in-network.ts';

/** The Chromium of this machine; without one these tests are skipped. */
export const executable = findChromium();

/** A network and a browser for the tests of a file; each person who arrived must have met no error of the browser. */
export function withNetwork() {
  let network: SignInNetwork;
  let browser: Browser;
  let people: Person[] = [];
  beforeAll(async () => {
    if (executable === undefined) return;
    network = await SignInNetwork.start();
    browser = await launchChromium(executable);
  });
  afterEach(async () => {
    const complaints = people.flatMap((person) => person.complaints());
    await Promise.all(people.map((person) => person.context.close()));
    people = [];
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.[Symbol.asyncDispose]();
  });
  return {
    network: () => network,
    /** A person at a device that nobody used before. */
    async person(locale?: string): Promise<Person> {
      const person = await Person.arrive(network, browser, locale);
      people.push(person);
      return person;
    },
  };
}
