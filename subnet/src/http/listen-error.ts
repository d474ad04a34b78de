/** The port is taken by somebody else. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  readonly port: number;

  constructor(port: number, host: string) {
    super(`expected a free port, got ${port} in use on ${host}: choose another or stop what listens there`);
    this.port = port;
  }
}

/** A host beyond loopback was asked for without saying so. */
export class RemoteNotAllowed extends Error {
  override readonly name = 'RemoteNotAllowed';
  readonly host: string;

  constructor(host: string) {
    super(
      `expected a loopback host (localhost, 127.0.0.1 or ::1), got ${host}: ` +
        'it needs allowRemote, as everybody who reaches the port may use the subnet',
    );
    this.host = host;
  }
}

/** Listening failed for another reason, such as a port below 1024 without rights or an address that is not ours. */
export class ListenFailed extends Error {
  override readonly name = 'ListenFailed';

  constructor(host: string, port: number, cause: Error) {
    super(`expected to listen on ${host}, port ${port}, got: ${cause.message}`, { cause });
  }
}
