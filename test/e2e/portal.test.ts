import { afterAll, beforeAll, describe } from 'vitest';
import { findChromium } from '../browser/chromium.ts';
import { describeAccessibility } from './chapters/accessibility.ts';
import { describeHomes } from './chapters/homes.ts';
import { describeLoading } from './chapters/loading.ts';
import { describeOffline } from './chapters/offline.ts';
import { describeOrigins } from './chapters/origins.ts';
import { describePrivacy } from './chapters/privacy.ts';
import { describeTampering } from './chapters/tampering.ts';
import { PortalNetwork } from './portal-network.ts';

const executable = findChromium();

// One network and one browser for all chapters: to start them costs more than a chapter.
describe.skipIf(executable === undefined)('the portal', () => {
  let network: PortalNetwork;
  beforeAll(async () => {
    network = await PortalNetwork.start(executable ?? '');
  });
  afterAll(() => network?.[Symbol.asyncDispose]());

  const running = () => network;
  describeLoading(running);
  describeHomes(running);
  describePrivacy(running);
  describeTampering(running);
  describeOffline(running);
  describeAccessibility(running);
  describeOrigins(running);
});
