import { createContext, type ReactNode, useContext } from 'react';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import type { Network } from './network.ts';

const NetworkContext = createContext<Network | undefined>(undefined);

/** Gives the pages below it the network. */
export function NetworkProvider({ network, children }: { network: Network; children: ReactNode }) {
  return <NetworkContext value={network}>{children}</NetworkContext>;
}

/** The network as the person who is signed in sees it, or as anybody does. */
export function useNetwork(): Network {
  const network = useContext(NetworkContext);
  if (!network) throw new ConfigurationInvalid('expected a page below NetworkProvider');
  return network;
}
