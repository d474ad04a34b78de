/** A content security policy that lets pages connect to their own origin and to the given sources, and to no other. */
export function allowConnections(policy: string, sources: readonly string[]): string {
  const others = policy
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '' && !/^connect-src\b/i.test(directive));
  return [...others, ["connect-src 'self'", ...sources].join(' ')].join('; ');
}
