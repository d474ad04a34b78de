export { Subnet, type SubnetEvent, type SubnetOptions } from './subnet.ts';
export { StoreError } from './store/store-error.ts';
export { PortInUse, RemoteNotAllowed, ListenFailed } from './http/listen-error.ts';
