import { Agent, request } from 'node:http';

/** One answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** Connections are kept: one to a process that was killed fails at its next use, as it does for any client. */
const agent = new Agent({ keepAlive: true });

/** Sends one request to this machine. Errors: what the connection failed with, or that nobody answered in time. */
export function httpExchange(options: {
  readonly port: number;
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
}): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { port, path, body, timeoutMs } = options;
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method: options.method ?? 'GET',
        headers: {
          host: options.host ?? `127.0.0.1:${port}`,
          ...(body && { 'content-length': String(body.length) }),
          ...options.headers,
        },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
