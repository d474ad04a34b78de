import type { BrowserContext, Route } from 'playwright-core';

/** Parts of an answer that a lie could be put in, from the outermost inwards. */
export const PARTS = ['signature of the node', 'certificate', 'witness', 'item'] as const;
/** One of them. */
export type Part = (typeof PARTS)[number];

/** CBOR's own mark, with which a certificate and a witness begin. Source: RFC 8949, section 3.4.6. */
const SELF_DESCRIBED = Buffer.from([0xd9, 0xd9, 0xf7]);
const MAP = 5;
const ARRAY = 4;
/** The bytes of a principal and the hash of a record stand far into a part: its first bytes only say how long it is. */
const DEPTH = 60;

/** Stands between a device and the network, and turns one bit of a part over in each answer that has it. */
export class Tamperer {
  /** Answers that were changed. */
  changed = 0;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  /** Changes answers of a kind, where `find` says: the offset of a byte, or none. */
  static async stand(
    context: BrowserContext,
    calls: 'query' | 'call' | 'read_state',
    find: (answer: Buffer) => number | undefined,
  ): Promise<Tamperer> {
    const tamperer = new Tamperer(context);
    await context.route(new RegExp(`/api/v\\d/(canister|subnet)/[^/]+/${calls}$`), (route) =>
      tamperer.#pass(route, find),
    );
    return tamperer;
  }

  async leave(): Promise<void> {
    await this.#context.unrouteAll({ behavior: 'wait' });
  }

  async #pass(route: Route, find: (answer: Buffer) => number | undefined): Promise<void> {
    const response = await route.fetch();
    const body = Buffer.from(await response.body());
    const at = find(body);
    if (at !== undefined) {
      body[at] = (body[at] ?? 0) ^ 1;
      this.changed += 1;
    }
    await route.fulfill({ response, body });
  }
}

/** Where to change a part of an answer to a query; `item` is a word that stands in it. */
export function placeOf(part: Part, item: string): (answer: Buffer) => number | undefined {
  return (answer) => {
    if (!answer.includes(item)) return undefined;
    switch (part) {
      case 'signature of the node':
        return offsetAfter(answer, 'signature', 20);
      case 'certificate':
        return partStart(answer, MAP);
      case 'witness':
        return partStart(answer, ARRAY);
      case 'item':
        return answer.indexOf(item);
    }
  };
}

/** A byte of the first certificate in an answer to an update or of a state. */
export function inCertificate(answer: Buffer): number | undefined {
  return offsetAfter(answer, 'certificate', DEPTH * 2);
}

function offsetAfter(answer: Buffer, name: string, bytes: number): number | undefined {
  const at = answer.lastIndexOf(name);
  return at === -1 ? undefined : Math.min(at + name.length + bytes, answer.length - 1);
}

function partStart(answer: Buffer, kind: number): number | undefined {
  for (let at = answer.indexOf(SELF_DESCRIBED, 1); at !== -1; at = answer.indexOf(SELF_DESCRIBED, at + 1)) {
    if ((answer[at + SELF_DESCRIBED.length] ?? 0) >> 5 === kind) return at + DEPTH;
  }
  return undefined;
}
