import { describe, expect, test } from 'vitest';
import type { PortalNetwork } from '../portal-network.ts';

/** A cheap phone on a weak network. Units: times slower; bytes per second; milliseconds. */
const CPU_RATE = 6;
const BYTES_PER_SECOND = 400_000 / 8;
const LATENCY_MS = 100;
const READABLE_MS_MAX = 5_000;
/** Units: bytes after compression. */
const FIRST_LOAD_MAX = 200 * 1024;

/** The first visit on a phone that is six times slower than this machine, at 400 kbit/s. */
export function describeLoading(network: () => PortalNetwork): void {
  describe('on a slow phone', () => {
    test.each(['en', 'ur'] as const)(
      'the main page can be read within five seconds, in %s',
      async (language) => {
        const visitor = await network().visitor(language, { serviceWorkers: 'block', width: 360 });
        const session = await visitor.context.newCDPSession(visitor.page);
        await session.send('Network.enable');
        await session.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: LATENCY_MS,
          downloadThroughput: BYTES_PER_SECOND,
          uploadThroughput: BYTES_PER_SECOND,
        });
        await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
        let bytes = 0;
        const fonts = new Set<string>();
        session.on('Network.responseReceived', ({ requestId, response }) => {
          if (/\.woff2/.test(response.url)) fonts.add(requestId);
        });
        session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
          if (!fonts.has(requestId)) bytes += encodedDataLength;
        });
        await visitor.open('/');
        const readableMs: number = await visitor.page.evaluate('performance.now()');
        const firstBytes = bytes;
        await visitor.main
          .getByRole('link', { name: visitor.text('common:nav.registers'), exact: true })
          .click();
        await visitor.main
          .getByRole('heading', { name: visitor.text('public:registers.title'), exact: true })
          .waitFor();
        await visitor.main.locator('tbody tr').first().waitFor();
        const usedMs: number = await visitor.page.evaluate('performance.now()');
        const words = [`readable after ${Math.round(readableMs)} ms and ${firstBytes} bytes`];
        words.push(`the registers, read and proven, after ${Math.round(usedMs)} ms and ${bytes} bytes`);
        console.log(`${language}, CPU x${CPU_RATE}, 400 kbit/s, without fonts: ${words.join('; ')}`);
        // A page that is slowed down keeps a core busy as long as it is open.
        await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
        expect(readableMs).toBeLessThanOrEqual(READABLE_MS_MAX);
        expect(firstBytes).toBeLessThanOrEqual(FIRST_LOAD_MAX);
      },
    );
  });
}
