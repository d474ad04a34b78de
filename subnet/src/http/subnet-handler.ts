import { createGateway, type Gateway, type GatewayOptions } from '../gateway/gateway.ts';
import { operationsHandler, type Operations } from '../operations/operations-handler.ts';
import type { SubnetMetrics } from '../operations/subnet-metrics.ts';
import type { SubnetEvent } from '../subnet-event.ts';
import { isApiPath, pathOf } from './api-route.ts';
import { httpApi } from './http-api.ts';
import { textResponse, type HttpHandler } from './http-message.ts';
import { internalErrorEvent } from './internal-error-event.ts';
import { neverThrow } from './never-throw.ts';
import type { ReplicaInterface } from './replica.ts';
import type { OnServerError } from './serve-request.ts';

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

/** What a port and a Fetch adapter serve. */
export interface ServedSubnet {
  readonly handler: HttpHandler;
  readonly gateway: Gateway;
  /** Makes an event of what the carrier of the answers reports. */
  readonly onInternalError: OnServerError;
}

/** The API, the operations and the gateway as one handler that counts what it answers. */
export function subnetHandler(parts: SubnetHandlerParts): ServedSubnet {
  const { replica, metrics, operations, log } = parts;
  const onInternalError: OnServerError = (error, request) => log(internalErrorEvent(error, request));
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
    onInternalError,
  });
  const guarded = parts.loopbackOnly ? underOwnNames(gateway, api) : api;
  const isBroken = () => replica.health() !== 'healthy';
  const whole = neverThrow(operationsHandler(operations, guarded), onInternalError, isBroken);
  return { handler: metrics.counting(whole), gateway, onInternalError };
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
