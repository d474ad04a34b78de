/** A quoted label, the beginning of a record or variant, or a brace. */
const TOKEN = /("(?:[^"\\]|\\.)*"|\b(?:record|variant)\s*\{|[{}])/;

/** What stands before the number of a type in its name. */
const NAME = 'indus_named_type_';

/**
 * Gives every record and variant of a Candid text a name, and equal ones the same: a text that writes each type out
 * wherever it occurs, as Azle's does, becomes short enough for the compiler, whose time grows with the square of it.
 * The types mean what they meant.
 */
export function nameRepeatedTypes(text: string): string {
  const names = new Map<string, string>();
  const open: { readonly isType: boolean; text: string }[] = [{ isType: false, text: '' }];
  for (const token of text.split(TOKEN)) {
    const top = open.at(-1);
    if (top === undefined) return text;
    if (token.endsWith('{') && !token.startsWith('"')) {
      open.push({ isType: token !== '{', text: token });
    } else if (token === '}' && open.length > 1) {
      open.pop();
      const parent = open.at(-1);
      const whole = `${top.text}}`;
      if (parent) parent.text += top.isType ? nameOf(whole, names) : whole;
    } else {
      top.text += token;
    }
  }
  const [rest] = open;
  if (rest === undefined || open.length > 1) return text;
  return [...[...names].map(([type, name]) => `type ${name} = ${type};`), rest.text].join('\n');
}

function nameOf(type: string, names: Map<string, string>): string {
  const known = names.get(type);
  if (known !== undefined) return known;
  const name = `${NAME}${names.size}`;
  names.set(type, name);
  return name;
}
