import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { LanguageSwitch, useText } from '../language/index.ts';
import { useConfiguration } from '../network/configuration-context.tsx';
import { ErrorBoundary } from '../network/error-boundary.tsx';
import { Footer } from './footer.tsx';
import styles from './layout.module.css';
import { Navigation } from './navigation.tsx';
import { SessionMenu } from './session-menu.tsx';
import { Notices } from './notices.tsx';
import { Wordmark } from './wordmark.tsx';

/** The frame of every page: skip link, header with navigation and session, the page, footer. */
export function Layout({ children }: { children: ReactNode }) {
  const text = useText('common');
  const { demonstration } = useConfiguration();
  const [location] = useLocation();
  useMoved(location);
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#page">
        {text('nav.skip')}
      </a>
      {demonstration && (
        <aside className={styles['demonstration']} aria-label={text('demonstration.title')}>
          {text('demonstration.banner')}
        </aside>
      )}
      <header className={styles['header']}>
        <div className={styles['bar']}>
          <Wordmark />
          <div className={styles['tools']}>
            <LanguageSwitch />
            <SessionMenu />
          </div>
        </div>
        <Navigation />
      </header>
      <Notices />
      <main id="page" tabIndex={-1} className={styles['page']}>
        <ErrorBoundary place={location}>{children}</ErrorBoundary>
      </main>
      <Footer />
    </div>
  );
}

/** From the second page of a visit on, headings take the focus, and pages begin at their top. */
function useMoved(location: string): void {
  const first = useRef(location);
  useEffect(() => {
    if (location === first.current) return;
    first.current = '';
    document.body.dataset['moved'] = 'true';
    scrollTo(0, 0);
  }, [location]);
}
