import { fakeClock, ledgerSuite } from '@penstock/port-tests';
import { openLedgerInline } from './open-ledger-inline.ts';

ledgerSuite('the ledger in the calling thread', async () => {
  const clock = fakeClock(1_764_000_000_000);
  const ledger = openLedgerInline({ clock, tellsShop: true });
  return { ledger, advance: clock.advance, close: async () => ledger.close() };
});
