import type { Random } from '../sim/random.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { bodiesOf, codeOf, customOf, moduleOf, sectionsOf, type WasmSection } from './wasm-sections.ts';

const CODE = 10;
const SECTION_NAMES = [
  'icp:public candid:service',
  'icp:private x',
  'icp:public ',
  'icp:public',
  'icp:other y',
  'name',
  '',
  'icp:public \u{1f600}',
];

/** A module with something in it changed, below the level of sections, so that the rest still holds together. */
export function mutateWasm(module: Uint8Array, random: Random, bodies: readonly Uint8Array[]): Uint8Array {
  if (random.chance(8)) return mutateBytes(module, random);
  const sections = sectionsOf(module);
  for (let left = 1 + random.below(3); left > 0; left--) mutateSections(sections, random, bodies);
  return moduleOf(sections);
}

function mutateSections(sections: WasmSection[], random: Random, bodies: readonly Uint8Array[]): void {
  const at = random.below(sections.length);
  const section = sections[at];
  if (section === undefined) return;
  const codeAt = sections.findIndex(({ id }) => id === CODE);
  switch (random.below(12)) {
    case 0:
      sections.splice(at, 1);
      return;
    case 1:
      sections.splice(random.below(sections.length + 1), 0, section);
      return;
    case 2: {
      const name = Buffer.from(random.pick(SECTION_NAMES));
      const given = random.chance(10) ? Uint8Array.of(0xff, 0xfe) : name;
      sections.splice(random.below(sections.length + 1), 0, customOf(given, random.bytes(random.below(20))));
      return;
    }
    case 3:
    case 4:
    case 5:
      sections[at] = { id: section.id, content: mutateBytes(section.content, random, bodies, 2) };
      return;
    default:
      if (codeAt >= 0) sections[codeAt] = mutateCode(sections[codeAt] as WasmSection, random, bodies);
  }
}

function mutateCode(section: WasmSection, random: Random, others: readonly Uint8Array[]): WasmSection {
  const bodies = bodiesOf(section.content);
  if (bodies.length === 0) return section;
  const at = random.below(bodies.length);
  const body = bodies[at] as Uint8Array;
  if (random.chance(25) && others.length > 0) bodies[at] = random.pick(others);
  else
    bodies[at] = random.chance(30) ? mutateInstruction(body, random) : mutateBytes(body, random, others, 2);
  return codeOf(bodies);
}

/** Puts a whole instruction, or what looks like one, somewhere. */
function mutateInstruction(body: Uint8Array, random: Random): Uint8Array {
  const at = 1 + random.below(Math.max(1, body.length - 1));
  const instruction = Buffer.from(random.pick(INSTRUCTIONS), 'hex');
  return new Uint8Array(Buffer.concat([body.subarray(0, at), instruction, body.subarray(at)]));
}

/** Instructions that leave the stack as it was, and some that do not, or that no engine knows. */
const INSTRUCTIONS = [
  '01',
  '00',
  '0b',
  '41001a',
  '42001a',
  '41004100360200',
  '410041003a0000',
  '3f001a',
  '41014000 1a'.replace(' ', ''),
  '0240 0b'.replace(' ', ''),
  '03400b',
  '41000440050b',
  '0c00',
  '0f',
  '1000',
  '1001',
  '2000',
  '23001a',
  '410041004100fc0b00',
  'fc0900',
  'fc0d00',
  '41001100001a',
  'fd0c000000000000000000000000000000001a',
  '1200',
  'd0701a',
  'd2001a',
  '250026',
  'fe0300',
  '0640 0b'.replace(' ', ''),
  '41ffffffff072d00001a',
  '417f2d00001a',
  '4100fc0f001a',
];
