import type { HttpResponse } from '../http/http-message.ts';

/** Headers of every page that the gateway itself makes: it has no script, and nothing may be made of it. */
export const PAGE_HEADERS: HttpResponse['headers'] = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  [
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
];

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#222;background:#fff}';

/** A page of the gateway. `bodyHtml` is HTML already; `title` is text. */
export function htmlPage(status: number, title: string, bodyHtml: string): HttpResponse {
  const shown = escapeHtml(title);
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${shown}</title><style>${STYLE}</style></head>
<body><h1>${shown}</h1>${bodyHtml}</body></html>
`;
  return {
    status,
    headers: [['content-type', 'text/html; charset=utf-8'], ...PAGE_HEADERS],
    body: Buffer.from(html),
  };
}

/** A page of plain text, for clients that do not ask for HTML. */
export function textPage(status: number, text: string): HttpResponse {
  return {
    status,
    headers: [
      ['content-type', 'text/plain; charset=utf-8'],
      ...PAGE_HEADERS,
      ['access-control-allow-origin', '*'],
    ],
    body: Buffer.from(`${text}\n`),
  };
}

/** Text that means itself in HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
