import type { ReplicaInterface } from './replica.ts';

/** Speaks to whichever replica is current: a recovery puts another in its place. */
export function currentReplica(current: () => ReplicaInterface): ReplicaInterface {
  return {
    get rootKeyDer() {
      return current().rootKeyDer;
    },
    get subnetId() {
      return current().subnetId;
    },
    now: () => current().now(),
    health: () => current().health(),
    canisterExists: (canister) => current().canisterExists(canister),
    submit: (call, effective, waitMs) => current().submit(call, effective, waitMs),
    query: (query, effective) => current().query(query, effective),
    certificate: (paths) => current().certificate(paths),
    requestOrigin: (id) => current().requestOrigin(id),
    metadataVisibility: (canister, name, caller) => current().metadataVisibility(canister, name, caller),
    signAsNode: (message) => current().signAsNode(message),
  };
}
