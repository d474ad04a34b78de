import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { isBlob } from './unfold-type.ts';

/** What was typed is no value of the type; the message is the type. */
export class InputInvalid extends Error {
  override readonly name = 'InputInvalid';
}

/** The value that a typed text stands for in a type that is one line of text. Errors: InputInvalid. */
export function readScalar(type: IDL.Type, typed: string): unknown {
  const text = typed.trim();
  if (type instanceof IDL.TextClass) return typed;
  if (type instanceof IDL.PrincipalClass || type instanceof IDL.ServiceClass) return readPrincipal(text);
  if (isBlob(type)) return readBytes(text);
  if (type instanceof IDL.FloatClass) {
    if (text === '' || Number.isNaN(Number(text))) throw new InputInvalid(type.name);
    return Number(text);
  }
  const digits = text.replaceAll('_', '');
  if (!/^[+-]?\d+$/.test(digits)) throw new InputInvalid(type.display());
  const value = BigInt(digits.replace(/^\+/, ''));
  const bits =
    type instanceof IDL.FixedNatClass || type instanceof IDL.FixedIntClass ? type._bits : undefined;
  if (!fits(type, value, bits)) throw new InputInvalid(type.display());
  return bits !== undefined && bits <= 32 ? Number(value) : value;
}

function fits(type: IDL.Type, value: bigint, bits: number | undefined): boolean {
  const isSigned = type instanceof IDL.IntClass || type instanceof IDL.FixedIntClass;
  if (bits === undefined) return isSigned || value >= 0n;
  return (isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value;
}

function readPrincipal(text: string): Principal {
  try {
    return Principal.fromText(text);
  } catch {
    throw new InputInvalid('principal');
  }
}

function readBytes(text: string): Uint8Array {
  const digits = text.replace(/^0x/i, '').replace(/\s/g, '');
  if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) throw new InputInvalid('blob');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
