import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE, CERTIFICATE_KEY } from './certificate.ts';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A web server on this machine that outcalls reach. */
export interface WebServer {
  readonly port: number;
  readonly seen: readonly SeenRequest[];
  /** Answers the requests that come after this. */
  answer: (request: SeenRequest, response: ServerResponse) => void;
  stop(): Promise<void>;
}

/** Starts a server, with TLS unless told otherwise. */
export async function startWebServer(options: { readonly tls?: boolean } = {}): Promise<WebServer> {
  const seen: SeenRequest[] = [];
  const listener: RequestListener = (message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { method = '', url = '', headers } = message;
      const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(request);
      web.answer(request, response);
    });
  };
  const server =
    options.tls === false
      ? createServer(listener)
      : createTlsServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const web: WebServer = {
    port: (server.address() as AddressInfo).port,
    seen,
    answer: (_, response) => response.end('hello'),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return web;
}

/** Answers with bytes and the fewest headers that Node lets a server send: `content-length` alone. */
export function bareAnswer(status: number, body: string | Uint8Array): WebServer['answer'] {
  return (_, response) => {
    response.sendDate = false;
    response.shouldKeepAlive = false;
    response.removeHeader('connection');
    response.writeHead(status, { 'content-length': `${Buffer.byteLength(body)}` });
    response.end(body);
  };
}
