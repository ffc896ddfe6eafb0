/** A claim about our own code that stays on in production. Throws: a broken claim is a bug, never an outcome. */
export function assert(claim: boolean, text: string): asserts claim {
  if (!claim) throw new Error(`broken claim: ${text}`);
}
