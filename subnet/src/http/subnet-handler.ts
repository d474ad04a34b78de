import { createGateway, type Gateway, type GatewayOptions } from '../gateway/gateway.ts';
import { operationsHandler, type Operations } from '../operations/operations-handler.ts';
import type { SubnetMetrics } from '../operations/subnet-metrics.ts';
import type { SubnetEvent } from '../subnet-event.ts';
import { isApiPath, pathOf } from './api-route.ts';
import { httpApi } from './http-api.ts';
import { textResponse, type HttpHandler } from './http-message.ts';
import type { ReplicaInterface } from './replica.ts';

/** What answers the requests of a subnet. */
export interface SubnetHandlerParts {
  readonly replica: ReplicaInterface;
  readonly gateway: GatewayOptions | undefined;
  /** The port can be reached from this machine only, so the API answers under own names only. */
  readonly loopbackOnly: boolean;
  readonly metrics: SubnetMetrics;
  readonly operations: Operations;
  readonly log: (event: SubnetEvent) => void;
}

/** The API, the operations and the gateway as one handler that counts what it answers. */
export function subnetHandler(parts: SubnetHandlerParts): {
  readonly handler: HttpHandler;
  readonly gateway: Gateway;
} {
  const { replica, metrics, operations, log } = parts;
  const onRefusal = (canister: string, reason: string): void =>
    log({
      level: 'info',
      event: 'gateway-refusal',
      message: `gateway: ${canister}: ${reason}`,
      fields: { canister },
    });
  const gateway = createGateway({ replica, onRefusal }, parts.gateway);
  const api = httpApi({
    replica,
    fallback: gateway.handler,
    onInternalError: (error, { method, path }) =>
      log({
        level: 'error',
        event: 'internal-error',
        message: `internal error in ${method} ${path}`,
        fields: { method, path },
        error,
      }),
  });
  const guarded = parts.loopbackOnly ? underOwnNames(gateway, api) : api;
  return { handler: metrics.counting(operationsHandler(operations, guarded)), gateway };
}

/**
 * Refuses requests at the port for the API under a name that is not this subnet's. A site whose name was made to lead to
 * this machine (DNS rebinding) could else have its pages call canisters as a part of its own origin.
 */
function underOwnNames(gateway: Gateway, api: HttpHandler): HttpHandler {
  return async (request) => {
    const { host } = request.headers;
    const isOwn =
      request.remoteAddress === undefined || gateway.isOwnHost(typeof host === 'string' ? host : host?.[0]);
    if (isOwn || !isApiPath(pathOf(request.target))) return api(request);
    return textResponse(
      403,
      'This name does not stand for this subnet: use localhost, an address or a name given to it',
    );
  };
}
