import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { bareHost, type Permission } from './allow-list.ts';
import { isLoopbackAddress, isPrivateAddress } from './private-address.ts';

const REFUSED = 'the allow-list of this subnet does not let it reach a private address';

/**
 * Resolves names to those of their addresses that the permission covers. The connection is made to just these, so a name
 * that is resolved to another address the next time gains nothing.
 */
export function guardedLookup(permission: Permission): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      const reachable = addresses.filter(({ address }) => isReachable(address, permission));
      const [first] = reachable;
      if (first === undefined) callback(new AddressRefused(), '', 0);
      else if (options.all) (callback as unknown as TellAll)(null, reachable);
      else callback(null, first.address, first.family);
    });
  };
}

/** A name that stands for nothing that may be reached. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';

  constructor() {
    super(REFUSED);
  }
}

type TellAll = (error: null, addresses: readonly LookupAddress[]) => void;

/** Why an address written in a URL may not be reached, or undefined. Names are for `guardedLookup` to judge. */
export function refusesAddress(hostname: string, permission: Permission): string | undefined {
  const host = bareHost(hostname);
  return isIP(host) === 0 || isReachable(host, permission) ? undefined : REFUSED;
}

function isReachable(address: string, { reachesPrivate, plainHttp }: Permission): boolean {
  if (plainHttp) return isLoopbackAddress(address);
  return reachesPrivate || !isPrivateAddress(address);
}
