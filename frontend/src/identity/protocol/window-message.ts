/** What a message of another window must have to be looked at. */
export interface WindowMessage {
  readonly data: unknown;
  /** As the browser tells it. */
  readonly origin: string;
  /** Sends back to the window that sent, and to no other origin than the one that it had. */
  readonly reply: (data: unknown) => void;
}

/** The fields of a message, or undefined when it is no object. */
export function fieldsOf(data: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined;
}
