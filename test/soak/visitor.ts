import { setTimeout as sleep } from 'node:timers/promises';
import { HttpAgent } from '@dfinity/agent';
import {
  certifiedData,
  EXAMPLE_PAGE,
  servedPage,
  treeOfPages,
  type CertifiedPage,
} from '../gateway/certified-page.ts';
import { treeOf } from '../gateway/certified-tree.ts';
import { webActor, webCanister } from '../gateway/web-canister.ts';
import { managementOf } from '../harness/canisters.ts';
import { testIdentity } from '../harness/test-agent.ts';
import { httpExchange } from './http-exchange.ts';
import type { RestartedServer } from './restarted-server.ts';

const PAGE: CertifiedPage = {
  ...EXAMPLE_PAGE,
  body: Buffer.from(`<h1>${'Certified '.repeat(1_000)}</h1>`),
};

/** Reads a certified page through the gateway, as a browser does. */
export class Visitor {
  readonly #server: RestartedServer;
  readonly #host: string;

  private constructor(server: RestartedServer, host: string) {
    this.#server = server;
    this.#host = host;
  }

  /** Installs a canister of Motoko that serves the page. Context: before the first kill. */
  static async begin(server: RestartedServer): Promise<Visitor> {
    const agent = await HttpAgent.create({
      host: `http://127.0.0.1:${await server.port()}`,
      identity: testIdentity(7),
      rootKey: Buffer.from(server.rootKey, 'hex'),
    });
    const management = managementOf(agent);
    const id = await management.create();
    await management.install(id, webCanister());
    const web = webActor(agent, id);
    const tree = treeOfPages([PAGE]);
    await web.certify(certifiedData(tree));
    await web.set(PAGE.url, servedPage(PAGE, treeOf(tree)));
    return new Visitor(server, `${id.toText()}.localhost`);
  }

  /** The page, the whole page and nothing but the page, from whichever process serves. */
  async visit(): Promise<void> {
    for (;;) {
      const port = await this.#server.port();
      const { life } = this.#server;
      const host = `${this.#host}:${port}`;
      try {
        const { status, body } = await httpExchange({ port, path: PAGE.url, host, timeoutMs: 60_000 });
        if (status === 200 && body.equals(PAGE.body)) return;
        throw new Error(`expected the certified page, got ${status}: ${body.toString().slice(0, 200)}`);
      } catch (error) {
        await sleep(100);
        await this.#server.port();
        const reset = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
        if (this.#server.life === life && !reset) throw error;
      }
    }
  }
}
