import { createContext, type ReactNode, useContext } from 'react';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import type { Configuration } from './configuration.ts';

const ConfigurationContext = createContext<Configuration | undefined>(undefined);

/** Gives the pages below it the configuration. */
export function ConfigurationProvider({
  configuration,
  children,
}: {
  configuration: Configuration;
  children: ReactNode;
}) {
  return <ConfigurationContext value={configuration}>{children}</ConfigurationContext>;
}

/** What the page was told of its network. */
export function useConfiguration(): Configuration {
  const configuration = useContext(ConfigurationContext);
  if (!configuration) throw new ConfigurationInvalid('expected a page below ConfigurationProvider');
  return configuration;
}
