import type { Trap } from '../sandbox/protocol.ts';

/**
 * What a callback's caller hears when its clean-up may have failed as well: the callback's error code, and both texts.
 * Source: dfinity/ic, `HypervisorError::Cleanup`.
 */
export function alsoFailed(callback: Trap, cleanup: Trap | undefined): Trap {
  if (cleanup === undefined) return callback;
  return {
    ...callback,
    message: `${callback.message}\n\ncall_on_cleanup also failed:\n\n${cleanup.message}`,
  };
}
