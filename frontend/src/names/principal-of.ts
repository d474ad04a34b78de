import { Principal } from '@indus/client';

/** The principal that an entered text names; undefined when it names none. */
export function principalOf(entered: string): Principal | undefined {
  try {
    return Principal.fromText(entered.trim());
  } catch {
    return undefined;
  }
}
