import { createGateway, type Gateway, type GatewayOptions } from '../gateway/gateway.ts';
import { operationsHandler, type Operations } from '../operations/operations-handler.ts';
import type { SubnetMetrics } from '../operations/subnet-metrics.ts';
import type { SubnetEvent } from '../subnet-event.ts';
import { httpApi } from './http-api.ts';
import type { HttpHandler } from './http-message.ts';
import type { ReplicaInterface } from './replica.ts';

/** What answers the requests of a subnet. */
export interface SubnetHandlerParts {
  readonly replica: ReplicaInterface;
  readonly gateway: GatewayOptions | undefined;
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
  return { handler: metrics.counting(operationsHandler(operations, api)), gateway };
}
