import { IDL } from '@dfinity/candid';

const NOTHING = new Uint8Array(0);

/** Everything before the values in a message with values of the types, as the library writes it. */
export function headerOf(types: readonly IDL.Type[]): Uint8Array {
  const withoutValues = types.map((type): IDL.Type => {
    const stand: unknown = Object.create(type, {
      covariant: { value: () => true },
      encodeValue: { value: () => NOTHING },
    });
    return stand as IDL.Type;
  });
  return new Uint8Array(
    IDL.encode(
      withoutValues,
      types.map(() => null),
    ),
  );
}
