import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { type MadePasskey, makePasskey } from '../passkey/passkeys.ts';

/** The passkey that a form makes: once, so that a step that failed after it is repeated with the same. */
export function useMadePasskey(): {
  readonly made: MadePasskey | undefined;
  /** Errors: those of {@link makePasskey}. */
  readonly make: (accountName: string) => Promise<MadePasskey>;
} {
  const text = useText('identity');
  const [made, setMade] = useState<MadePasskey>();
  const make = async (accountName: string): Promise<MadePasskey> => {
    const passkey = made ?? (await makePasskey({ providerName: text('page.name'), accountName, others: [] }));
    setMade(passkey);
    return passkey;
  };
  return { made, make };
}
