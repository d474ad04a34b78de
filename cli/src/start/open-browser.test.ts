import { describe, expect, it } from 'vitest';
import { browserCommand } from './open-browser.ts';

describe('browserCommand', () => {
  it.each([
    ['darwin', {}, 'open'],
    ['win32', {}, 'cmd'],
    ['linux', { DISPLAY: ':0' }, 'xdg-open'],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0', CI: 'false' }, 'xdg-open'],
  ] as const)('on %s with %j it is %s', (platform, environment, program) => {
    expect(browserCommand(platform, environment)?.[0]).toBe(program);
  });

  it.each([
    ['linux', {}],
    ['linux', { DISPLAY: '' }],
    ['linux', { DISPLAY: ':0', CI: 'true' }],
    ['darwin', { CI: '1' }],
    ['aix', { DISPLAY: ':0' }],
  ] as const)('on %s with %j there is none', (platform, environment) => {
    expect(browserCommand(platform, environment)).toBeUndefined();
  });
});
