import type { Principal } from '@dfinity/principal';
import { principalOf } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { requireOwnSubnet } from './subnet-info.ts';

interface NodeMetricsHistoryArgument {
  readonly subnet_id: Principal;
  readonly start_at_timestamp_nanos: bigint;
}

/**
 * Tells canisters how many rounds the subnet's node has made, day by day; a round that fails is no round of the subnet.
 * Errors: IC0301 for another subnet.
 * Source: interface specification, "node_metrics_history".
 */
export const nodeMetricsHistory: ManagementMethod<NodeMetricsHistoryArgument> = {
  name: 'node_metrics_history',
  types: MANAGEMENT_IDL.node_metrics_history,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  handle(request, { subnet_id, start_at_timestamp_nanos: start }) {
    requireOwnSubnet(request, 'node_metrics_history', subnet_id);
    const { nodeKey, nodeMetrics } = request.host;
    return reply(
      nodeMetrics
        .filter(({ timestampNs }) => timestampNs >= start)
        .map(({ timestampNs, blocksProposed }) => ({
          timestamp_nanos: timestampNs,
          node_metrics: [
            {
              node_id: principalOf(nodeKey),
              num_blocks_proposed_total: blocksProposed,
              num_block_failures_total: 0n,
            },
          ],
        })),
    );
  },
};
