import { describe, expect, it } from 'vitest';
import { allowConnections } from './allow-connections.ts';

const POLICY = "default-src 'none'; connect-src 'self' https://icp-api.io; script-src 'self';";

describe('allowConnections', () => {
  it('leaves the page its own origin and what is given, and the other rules as they were', () => {
    expect(allowConnections(POLICY, [])).toBe("default-src 'none'; script-src 'self'; connect-src 'self'");
    expect(allowConnections(POLICY, ['http://a.localhost:1'])).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self' http://a.localhost:1",
    );
  });

  it('adds the rule to a policy that has none', () => {
    expect(allowConnections('default-src *', [])).toBe("default-src *; connect-src 'self'");
  });
});
