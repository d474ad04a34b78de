import { describe, expect, it } from 'vitest';
import { Scene } from './identity-fixture.ts';
import { METHODS } from './methods.ts';
import { readAnchor } from './read-anchor.ts';

describe('read_anchor', () => {
  it('answers', () => {
    const scene = new Scene();
    const anchor = scene.register(1);
    const answer = readAnchor(scene.provider, scene.env(1), anchor);
    expect(METHODS.read_anchor.reply.encode({ Ok: answer }).length).toBeGreaterThan(10);
  });
});
