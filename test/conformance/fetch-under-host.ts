import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

const BODILESS = new Set([204, 205, 304]);

/**
 * A request to the address of `base` that names another host, as a browser would make it where that name leads there. The
 * global `fetch` lets nobody choose the host.
 */
export function fetchUnderHost(
  base: URL,
  host: string,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const { method = 'GET', headers, body } = init;
  const send = base.protocol === 'https:' ? requestHttps : requestHttp;
  const port = base.port === '' ? '' : `:${base.port}`;
  const options = {
    hostname: base.hostname,
    port: base.port,
    path,
    method,
    servername: host,
    headers: { ...Object.fromEntries(new Headers(headers)), host: `${host}${port}` },
  };
  return new Promise((resolve, reject) => {
    const sent = send(options, (received) => {
      const chunks: Buffer[] = [];
      received.on('data', (chunk: Buffer) => chunks.push(chunk));
      received.on('error', reject);
      received.on('end', () => {
        const status = received.statusCode ?? 0;
        const given = new Headers();
        for (const [name, values] of Object.entries(received.headersDistinct)) {
          for (const value of values ?? []) given.append(name, value);
        }
        resolve(
          new Response(BODILESS.has(status) ? null : Buffer.concat(chunks), { status, headers: given }),
        );
      });
    });
    sent.on('error', reject);
    sent.end(body as string | Uint8Array | undefined);
  });
}
