import assert from 'node:assert/strict';
import type { AsyncCommand } from 'fast-check';
import type { Model, Real } from './gate-pair.ts';
import { checkSame, tryReal } from './gate-pair.ts';

export type Step = AsyncCommand<Model, Real>;

/** One step as fast-check takes it: done on both sides, which must be the same afterwards. */
export function step(text: string, act: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, real) {
      model.steps += 1;
      await act(model, real);
      await checkSame(model, real);
    },
    toString: () => text,
  };
}

/**
 * Calls the real gate, then the model with the real answer at hand. The real gate may say that it cannot answer only when
 * it is not armed, or under a fault, and the model then stays as it is.
 */
export async function onBoth<Answer>(
  model: Model,
  call: () => Promise<Answer>,
  onModel: (answer: Answer) => void,
  isRefused = false,
): Promise<void> {
  const done = await tryReal(call);
  if (done === undefined) assert.ok(isRefused || model.fault !== undefined, 'it must answer');
  else assert.ok(!isRefused, 'it must not answer');
  if (done !== undefined) onModel(done.answer);
}
