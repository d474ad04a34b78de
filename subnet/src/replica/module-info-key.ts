/** Where the facts about a stored module lie. */
export function moduleInfoKey(moduleHash: string): string {
  return `module-info/${moduleHash}`;
}
