export { Subnet, type SubnetEvent, type SubnetOptions } from './subnet.ts';
export type { GatewayNames, GatewayOptions } from './gateway/gateway.ts';
export type { SiteOptions } from './gateway/serve-site.ts';
export { StoreError } from './store/store-error.ts';
export { PortInUse, RemoteNotAllowed, ListenFailed } from './http/listen-error.ts';
