import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { HTTP_BODY_BYTES_MAX } from '../limits.ts';
import { startAlarm } from '../real-time.ts';
import type { HttpHandler } from './http-message.ts';
import { ListenFailed, PortInUse, RemoteNotAllowed } from './listen-error.ts';
import { serveRequest, servingState, type OnServerError, type ServingState } from './serve-request.ts';

/** Bounds of connections. Units: milliseconds and bytes. */
const HEADERS_MS_MAX = 10_000;
const REQUEST_MS_MAX = 60_000;
const KEEP_ALIVE_MS = 60_000;
const CHECK_EVERY_MS = 1_000;
const HEADER_BYTES_MAX = 16 * 1024;
const CONNECTIONS_MAX = 1_024;
/** A connection on which nothing moves for so long is cut: longer than any wait for a certificate. */
const IDLE_MS_MAX = 120_000;
/** How long `close` waits for requests under way before it cuts them. */
const CLOSE_MS_MAX = 5_000;
/** How often another port is tried when port 0 was asked for and the second loopback address has the first one taken. */
const ATTEMPTS_MAX = 10;

/** Where and for whom to listen. */
export interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** `localhost` (the default) is both 127.0.0.1 and, where it exists, ::1. */
  readonly host?: string;
  /** Allows a host beyond loopback. */
  readonly allowRemote?: boolean;
  /** How long a request may take to arrive, headers and whole. Units: milliseconds. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  /** Open connections at most; more are refused. */
  readonly connectionsMax?: number;
  readonly onInternalError?: OnServerError;
}

/** A port that is served. */
export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Takes no more requests, answers those under way, ends idle connections, and settles when all are closed. */
  close(): Promise<void>;
}

/** Serves a handler on a port. Errors: RemoteNotAllowed, PortInUse, ListenFailed; nothing listens then. */
export async function listen(handler: HttpHandler, options: ListenOptions): Promise<HttpServer> {
  const host = options.host ?? 'localhost';
  if (!isLoopback(host) && options.allowRemote !== true) throw new RemoteNotAllowed(host);
  const state = servingState(handler, options.onInternalError ?? (() => undefined));
  const servers =
    host === 'localhost'
      ? await listenOnBoth(state, options)
      : [await bind(state, options, host, options.port)];
  const { port } = servers[0]?.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    port,
    url: `http://${host === 'localhost' ? '127.0.0.1' : shown}:${port}`,
    close: () => closeAll(state, servers),
  };
}

/** Whether a bind address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Both loopback addresses on one port; the second is left out where the machine has none. */
async function listenOnBoth(state: ServingState, options: ListenOptions): Promise<Server[]> {
  for (let attempt = 1; ; attempt++) {
    const first = await bind(state, options, '127.0.0.1', options.port);
    const { port } = first.address() as AddressInfo;
    try {
      return [first, await bind(state, options, '::1', port)];
    } catch (error) {
      if (error instanceof ListenFailed) return [first];
      await closeServer(first);
      if (options.port !== 0 || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

function bind(state: ServingState, options: ListenOptions, host: string, port: number): Promise<Server> {
  const server = createServer(
    {
      headersTimeout: options.headersTimeoutMs ?? HEADERS_MS_MAX,
      requestTimeout: options.requestTimeoutMs ?? REQUEST_MS_MAX,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      maxHeaderSize: HEADER_BYTES_MAX,
      noDelay: true,
    },
    (request, response) => serveRequest(state, request, response),
  );
  server.timeout = IDLE_MS_MAX;
  server.maxConnections = options.connectionsMax ?? CONNECTIONS_MAX;
  server.on('connection', (socket: Socket) => {
    state.unused.add(socket);
    socket.once('close', () => state.unused.delete(socket));
  });
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!(Number(request.headers['content-length']) > HTTP_BODY_BYTES_MAX)) response.writeContinue();
    serveRequest(state, request, response);
  });
  return new Promise((resolve, reject) => {
    const onError = (error: Error & { code?: string }): void => {
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port, host) : new ListenFailed(host, port, error));
    };
    server.once('error', onError);
    server.listen({ host, port }, () => {
      // Later errors are of single connections, such as one that finds no free file descriptor.
      server.off('error', onError).on('error', (error) => state.onInternalError(error));
      resolve(server);
    });
  });
}

async function closeAll(state: ServingState, servers: readonly Server[]): Promise<void> {
  state.closing = true;
  const patience = startAlarm(CLOSE_MS_MAX);
  void patience.done.then(() => servers.forEach((server) => server.closeAllConnections()));
  const closed = Promise.all(servers.map(closeServer));
  for (const socket of state.unused) socket.destroy();
  await closed;
  patience.cancel();
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
