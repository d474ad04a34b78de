import { isAbsolute } from 'node:path';
import { pathOf } from '../http/api-route.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http/http-message.ts';
import { StoreError } from '../store/store-error.ts';
import { bearsToken } from './admin-token.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader } from './backup-header.ts';
import type { BackupFile } from './write-backup.ts';

/** What operators may ask of a subnet at its port. */
export interface Operations {
  /** Let other machines read the metrics too? */
  readonly remoteMetrics: boolean;
  readonly metrics: () => string;
  /** Undefined: nobody may do what needs the token. */
  readonly token: () => string | undefined;
  readonly backup: (file: string, files: readonly BackupFile[]) => Promise<BackupHeader>;
}

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const NAME = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/i;

/**
 * Answers `/_/metrics` and `/_/backup` on hosts that are addresses or localhost, and leaves the rest to `next`: a canister
 * under a name of its own keeps all its paths. Only this machine is answered, whatever the port is bound to; pages of
 * other origins can read nothing, as no answer allows it.
 */
export function operationsHandler(operations: Operations, next: HttpHandler): HttpHandler {
  return async (request) => {
    if (!request.target.startsWith('/_/') || !isAddress(textOf(request, 'host'))) return next(request);
    const path = pathOf(request.target);
    if (path === '/_/metrics') return answerMetrics(operations, request);
    if (path === '/_/backup') return answerBackup(operations, request);
    return next(request);
  };
}

function answerMetrics(operations: Operations, request: HttpRequest): HttpResponse {
  if (!operations.remoteMetrics && !isFromHere(request))
    return refusal(403, 'Metrics are for this machine only');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refusal(405, 'Metrics are only to be read');
  return response(200, METRICS_TYPE, operations.metrics());
}

async function answerBackup(operations: Operations, request: HttpRequest): Promise<HttpResponse> {
  if (!isFromHere(request)) return refusal(403, 'Backups are asked for on this machine only');
  if (request.method !== 'POST') return refusal(405, 'Backups are asked for by POST');
  const token = operations.token();
  if (token === undefined || !bearsToken(textOf(request, 'authorization'), token)) {
    return refusal(401, 'Expected the token that lies in the state folder');
  }
  const wanted = parseBackup(request.body);
  if (wanted === undefined) return refusal(400, 'Expected the absolute path of a file');
  try {
    return json(200, await operations.backup(wanted.file, wanted.files));
  } catch (error) {
    if (!(error instanceof BackupError) && !(error instanceof StoreError)) throw error;
    return json(409, { error: error.code, message: error.message });
  }
}

function parseBackup(body: Uint8Array): { readonly file: string; readonly files: BackupFile[] } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
  const { file, files = {} } = Object(value) as { readonly file?: unknown; readonly files?: unknown };
  if (typeof file !== 'string' || !isAbsolute(file) || file.includes('\0')) return undefined;
  if (typeof files !== 'object' || files === null) return undefined;
  const parsed: BackupFile[] = [];
  for (const [name, base64] of Object.entries(files)) {
    if (!NAME.test(name) || typeof base64 !== 'string') return undefined;
    parsed.push({ name, bytes: Buffer.from(base64, 'base64') });
  }
  return { file, files: parsed };
}

/** Did this machine send it? What reaches the subnet without a port comes from its own process. */
function isFromHere({ remoteAddress }: HttpRequest): boolean {
  return remoteAddress === undefined || /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(remoteAddress);
}

function isAddress(host: string | undefined): boolean {
  if (host === undefined) return true;
  return /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(host);
}

function textOf(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

function refusal(status: number, text: string): HttpResponse {
  return response(status, 'text/plain; charset=utf-8', `${text}\n`);
}

function json(status: number, value: object): HttpResponse {
  return response(status, 'application/json', `${JSON.stringify(value)}\n`);
}

function response(status: number, type: string, text: string): HttpResponse {
  const headers = [
    ['content-type', type],
    ['x-content-type-options', 'nosniff'],
    ['cache-control', 'no-store'],
  ] as const;
  return { status, headers, body: Buffer.from(text) };
}
