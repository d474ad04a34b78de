import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { element } from './element.ts';
import { InputInvalid, readScalar } from './read-scalar.ts';
import { labelText } from './show-value.ts';
import type { Texts } from './texts.ts';
import { elementOf, fieldsOf, isBlob, optionOf, unfoldType } from './unfold-type.ts';

/** A part of a form for a value of one type. */
export interface TypeInput {
  readonly element: HTMLElement;
  /** The value as it is typed now. Errors: InputInvalid. */
  read(): unknown;
}

/** The form for a value of a type; what is within an opt, a vec or a variant is made when it is asked for. */
export function typeInput(named: IDL.Type, label: string, texts: Texts): TypeInput {
  const type = unfoldType(named);
  const option = optionOf(type);
  if (option) return optionInput(option, label, texts);
  const item = isBlob(type) ? undefined : elementOf(type);
  if (item) return listInput(item, label, texts);
  if (type instanceof IDL.RecordClass) return recordInput(type, label, texts);
  if (type instanceof IDL.VariantClass) return variantInput(type, label, texts);
  if (type instanceof IDL.FuncClass) return funcInput(label, texts);
  if (type instanceof IDL.BoolClass) return boolInput(label);
  if (type instanceof IDL.NullClass || type instanceof IDL.ReservedClass) return nullInput(label, type.name);
  return scalarInput(type, label, texts);
}

function labelled(label: string, type: string, ...children: readonly Node[]): HTMLLabelElement {
  return element(
    'label',
    {},
    element('code', {}, label),
    ' ',
    element('code', { class: 'type' }, type),
    ...children,
  );
}

function scalarInput(type: IDL.Type, label: string, texts: Texts): TypeInput {
  const isText = type instanceof IDL.TextClass;
  const input = isText
    ? element('textarea', { rows: '1', dir: 'auto' })
    : element('input', { type: 'text', class: 'code', autocomplete: 'off', spellcheck: 'false' });
  const name = isBlob(type)
    ? `blob, ${texts.bytes}`
    : type instanceof IDL.ServiceClass
      ? 'service'
      : type.display();
  return {
    element: labelled(label, name, input),
    read: () => {
      try {
        const value = readScalar(type, input.value);
        input.removeAttribute('aria-invalid');
        return value;
      } catch (error) {
        input.setAttribute('aria-invalid', 'true');
        input.focus();
        throw error;
      }
    },
  };
}

function boolInput(label: string): TypeInput {
  const box = element('input', { type: 'checkbox' });
  return { element: labelled(label, 'bool', box), read: () => box.checked };
}

function nullInput(label: string, name: string): TypeInput {
  return { element: labelled(label, name), read: () => null };
}

function group(label: string, type: string, ...children: readonly Node[]): HTMLFieldSetElement {
  const legend = element(
    'legend',
    {},
    element('code', {}, label),
    ' ',
    element('code', { class: 'type' }, type),
  );
  return element('fieldset', {}, legend, ...children);
}

function optionInput(type: IDL.Type, label: string, texts: Texts): TypeInput {
  const box = element('input', { type: 'checkbox' });
  const place = element('div');
  let inner: TypeInput | undefined;
  box.addEventListener('change', () => {
    inner = box.checked ? typeInput(type, label, texts) : undefined;
    place.replaceChildren(...(inner ? [inner.element] : []));
  });
  return {
    element: group(label, 'opt', element('label', {}, box, ` ${texts.given}`), place),
    read: () => (inner ? [inner.read()] : []),
  };
}

function listInput(type: IDL.Type, label: string, texts: Texts): TypeInput {
  const items: TypeInput[] = [];
  const place = element('div');
  const add = element('button', { type: 'button' }, texts.add);
  add.addEventListener('click', () => {
    const item = typeInput(type, `${label}[]`, texts);
    const remove = element('button', { type: 'button' }, texts.remove);
    const row = element('div', {}, item.element, remove);
    remove.addEventListener('click', () => {
      items.splice(items.indexOf(item), 1);
      row.remove();
    });
    items.push(item);
    place.append(row);
  });
  return { element: group(label, 'vec', place, add), read: () => items.map((item) => item.read()) };
}

function recordInput(type: IDL.RecordClass, label: string, texts: Texts): TypeInput {
  const fields = fieldsOf(type).map(([name, of]) => [name, typeInput(of, labelText(name), texts)] as const);
  return {
    element: group(label, 'record', ...fields.map(([, input]) => input.element)),
    read: () => Object.fromEntries(fields.map(([name, input]) => [name, input.read()])),
  };
}

function variantInput(type: IDL.VariantClass, label: string, texts: Texts): TypeInput {
  const cases = fieldsOf(type);
  const select = element('select', { 'aria-label': label });
  select.append(
    ...cases.map(([name], index) => element('option', { value: String(index) }, labelText(name))),
  );
  const place = element('div');
  let inner: TypeInput | undefined;
  const choose = () => {
    const [name = '', of = IDL.Empty] = cases[select.selectedIndex] ?? [];
    inner = of instanceof IDL.EmptyClass ? undefined : typeInput(of, labelText(name), texts);
    place.replaceChildren(...(inner && !(unfoldType(of) instanceof IDL.NullClass) ? [inner.element] : []));
  };
  select.addEventListener('change', choose);
  choose();
  return {
    element: group(label, 'variant', select, place),
    read: () => {
      const [name] = cases[select.selectedIndex] ?? [];
      if (name === undefined || inner === undefined) throw new InputInvalid('variant');
      return { [name]: inner.read() };
    },
  };
}

function funcInput(label: string, texts: Texts): TypeInput {
  const canister = scalarInput(IDL.Principal, texts.canister, texts);
  const method = scalarInput(IDL.Text, texts.method, texts);
  return {
    element: group(label, 'func', canister.element, method.element),
    read: () => [canister.read() as Principal, method.read() as string],
  };
}
