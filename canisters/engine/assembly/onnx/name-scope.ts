import { Attribute } from '../core/attribute';

/**
 * How names in the text of a function become names of the graph that calls it: its inputs and outputs take the caller's
 * names, every other name a prefix of its own.
 */
export class NameScope {
  prefix: string;
  names: Map<string, string> = new Map<string, string>();
  /** The caller's names among them: no graph in the function may define one of them anew. */
  callerNames: Set<string> = new Set<string>();
  /** What references to attributes of the function stand for. */
  attributes: Map<string, Attribute> = new Map<string, Attribute>();

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** Lets a name of the function stand for one of the caller's. */
  bind(name: string, callerName: string): void {
    this.names.set(name, callerName);
    if (callerName.length > 0) this.callerNames.add(callerName);
  }

  rename(name: string): string {
    if (name.length == 0) return name;
    return this.names.has(name) ? this.names.get(name) : this.prefix + name;
  }
}
