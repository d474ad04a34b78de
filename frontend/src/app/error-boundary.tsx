import { Component, type ReactNode } from 'react';
import { FailureNotice } from '../network/failure-notice.tsx';

interface State {
  readonly error?: unknown;
}

/** Shows what went wrong instead of a page that broke; the frame around it stays usable. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (!('error' in this.state)) return this.props.children;
    return <FailureNotice error={this.state.error} onRetry={() => location.reload()} />;
  }
}
