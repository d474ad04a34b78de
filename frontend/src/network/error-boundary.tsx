import { Component, type ReactNode } from 'react';
import { PageFailure } from './page-failure.tsx';

interface ErrorBoundaryProps {
  /** Where the page is; another place is another attempt. */
  readonly place?: string;
  readonly children: ReactNode;
}

interface State {
  readonly error?: unknown;
}

/** Shows what went wrong instead of a page that broke; the frame around it stays usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (before.place !== this.props.place && 'error' in this.state) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <PageFailure error={this.state.error} />;
  }
}
