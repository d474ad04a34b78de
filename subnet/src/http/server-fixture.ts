import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { textResponse, type HttpHandler } from './http-message.ts';
import { listen, type HttpServer, type ListenOptions } from './server.ts';

let servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

/** Answers with the length of the body. */
export const LENGTH: HttpHandler = (request) =>
  Promise.resolve(textResponse(200, String(request.body.length)));

/** A server that is closed after the test; on a free port unless said otherwise. */
export async function start(
  handler: HttpHandler = LENGTH,
  options: Partial<ListenOptions> = {},
): Promise<HttpServer> {
  const server = await listen(handler, { port: 0, ...options });
  servers.push(server);
  return server;
}

/** Posts a body. */
export async function post(
  server: HttpServer,
  body: Uint8Array<ArrayBuffer> | ReadableStream,
): Promise<Response> {
  return fetch(server.url, { method: 'POST', body, duplex: 'half' } as RequestInit);
}

/** Sends raw bytes and gives all that comes back until the connection ends. */
export async function raw(server: HttpServer, bytes: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(bytes);
  return all(socket);
}

/** All that a connection brings until it ends. */
export async function all(socket: Socket): Promise<string> {
  let text = '';
  socket.on('error', () => undefined);
  for await (const chunk of socket) text += String(chunk);
  return text;
}
