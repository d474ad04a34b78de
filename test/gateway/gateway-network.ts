import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { Subnet, type GatewayOptions, type SubnetEvent } from '@indus/subnet';
import { managementOf } from '../harness/canisters.ts';
import { testAgent } from '../harness/test-agent.ts';
import { certifiedData, servedPage, treeOfPages, type CertifiedPage } from './certified-page.ts';
import { treeOf } from './certified-tree.ts';
import { webActor, webCanister } from './web-canister.ts';

/** A subnet with one canister that serves pages, and the ways to reach it. */
export interface GatewayNetwork {
  readonly subnet: Subnet;
  readonly agent: HttpAgent;
  readonly id: Principal;
  readonly web: ReturnType<typeof webActor>;
  readonly events: SubnetEvent[];
  /** Through the gateway, verified. */
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Through the gateway, unverified. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** Makes the canister certify and serve the page. */
  serve(page: CertifiedPage): Promise<void>;
  /** A further canister that serves pages. */
  deploy(): Promise<Principal>;
}

/** Starts the network with a manual clock. */
export async function gatewayNetwork(gateway: GatewayOptions = {}): Promise<GatewayNetwork> {
  const events: SubnetEvent[] = [];
  const subnet = await Subnet.start({ clock: 'manual', gateway, onLog: (event) => events.push(event) });
  const agent = await testAgent(subnet);
  const management = managementOf(agent);
  const deploy = async () => {
    const id = await management.create();
    await management.install(id, webCanister());
    return id;
  };
  const id = await deploy();
  const web = webActor(agent, id);
  return {
    subnet,
    agent,
    id,
    web,
    events,
    deploy,
    get: (path, init) => subnet.fetch(`http://${id.toText()}.localhost${path}`, init),
    raw: (path, init) => subnet.fetch(`http://${id.toText()}.raw.localhost${path}`, init),
    serve: async (page) => {
      const tree = treeOfPages([page]);
      await web.certify(certifiedData(tree));
      await web.set(page.url, servedPage(page, treeOf(tree)));
    },
  };
}
