import { fakeClock, gateSuite } from '@penstock/port-tests';
import { createMemoryGate } from './memory-gate.ts';

gateSuite('the gate in memory', async () => {
  const clock = fakeClock(1_764_000_000_000);
  const { gate, outbox, view, close } = createMemoryGate(clock);
  return { gate, outbox, view, advance: clock.advance, close: async () => close() };
});
