import '../parts/tokens.css';
import '../parts/base.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../language/index.ts';
import { readConfiguration } from '../network/configuration.ts';
import { Portal } from './portal.tsx';
import { StartFailed } from '../network/start-failed.tsx';

const root = createRoot(document.getElementById('root') as HTMLElement);

/** Reads what the page needs before it can show anything, and shows it. */
async function start(): Promise<void> {
  const [configuration] = await Promise.allSettled([readConfiguration(), startLanguage()]);
  if (configuration.status === 'rejected') root.render(<StartFailed error={configuration.reason} />);
  else root.render(<Portal configuration={configuration.value} />);
}

void start();
