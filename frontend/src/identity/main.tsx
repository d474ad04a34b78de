import '../parts/tokens.css';
import '../parts/base.css';
import { createRoot } from 'react-dom/client';
import { StartFailed } from '../network/start-failed.tsx';
import { startLanguage } from '../language/index.ts';
import { readConfiguration } from '../network/configuration.ts';
import { IdentityPage } from './identity-page.tsx';
import { openWorld } from './world.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);

/** Reads what the page needs before it can show anything, and shows it. */
async function start(): Promise<void> {
  const language = startLanguage();
  try {
    const world = openWorld(await readConfiguration(), location.origin);
    await language;
    root.render(<IdentityPage world={world} />);
  } catch (error) {
    await language.catch(() => undefined);
    root.render(<StartFailed error={error} />);
  }
}

void start();
