/** Turns a call that answers piece by piece into something to iterate: a piece as soon as it is there. */
export async function* partsOf<Part>(ask: (onPart: (part: Part) => void) => Promise<unknown>): AsyncGenerator<Part> {
  const parts: Part[] = [];
  let isDone = false;
  let bell = Promise.withResolvers<void>();
  const answer = ask((part) => {
    parts.push(part);
    bell.resolve();
  }).finally(() => {
    isDone = true;
    bell.resolve();
  });
  // An error is thrown below, when the pieces before it are used up; until then somebody must have heard of it.
  answer.catch(() => undefined);
  while (!isDone || parts.length > 0) {
    await bell.promise;
    bell = Promise.withResolvers<void>();
    if (isDone) bell.resolve();
    yield* parts.splice(0);
  }
  await answer;
}
