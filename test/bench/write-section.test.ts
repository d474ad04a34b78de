import { describe, expect, it } from 'vitest';

import { replaceSection } from './write-section.ts';

const TEXT = '# Title\n\nWords.\n\n## a\n\nold a\n\n### part\n\nmore\n\n## b\n\nold b\n';

describe('replaceSection', () => {
  it('replaces one section with its parts and keeps the others', () => {
    expect(replaceSection(TEXT, 'a', 'new a')).toBe('# Title\n\nWords.\n\n## a\n\nnew a\n\n## b\n\nold b\n');
  });

  it('replaces the last section', () => {
    expect(replaceSection(TEXT, 'b', 'new b')).toBe(TEXT.replace('old b', 'new b'));
  });

  it('adds a section that is not there, even when another begins with its name', () => {
    expect(replaceSection(TEXT, 'c', 'new c')).toBe(`${TEXT}\n## c\n\nnew c\n`);
    expect(replaceSection('# T\n\n## ab\n\nx\n', 'a', 'y')).toBe('# T\n\n## ab\n\nx\n\n## a\n\ny\n');
  });

  it('writes the same text twice', () => {
    const once = replaceSection(TEXT, 'a', 'new a');
    expect(replaceSection(once, 'a', 'new a')).toBe(once);
  });
});
