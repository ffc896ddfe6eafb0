import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdminSale, Audit, JournalEntry } from '@penstock/contract';
import { boardLines } from './board.ts';
import { auditExitCode, printAudit } from './describe-audit.ts';
import { printSale, printSales } from './describe-sale.ts';
import { journalStreamColumns, streamRows } from './order-rows.ts';
import { printable } from './printable.ts';
import { formatDistance, formatSpan } from './span.ts';
import { printTable } from './table.ts';
import { createTestPrinter } from './test-printer.ts';

const sale: AdminSale = {
  saleId: 'phone',
  title: '手机 11',
  phase: 'open',
  opensAt: '2026-11-22T07:00:00.000Z',
  closesAt: null,
  serverTime: '2026-11-22T07:00:12.300Z',
  perBuyer: 1,
  paymentWindowSeconds: 1_800,
  state: 'published',
  paused: false,
  variants: [
    { sku: 'black', title: '黑色', priceMinor: 499_900, currency: 'CNY', units: 60, available: 30, held: 20, sold: 10 },
    { sku: 'white', title: 'White', priceMinor: 900, currency: 'CNY', units: 40, available: 0, held: 0, sold: 40 },
  ],
};

function check(isTerminal: boolean, print: (printer: ReturnType<typeof createTestPrinter>['printer']) => void) {
  const { printer, written } = createTestPrinter({ isTerminal });
  print(printer);
  return written().split('\n').slice(0, -1);
}

test('spans and distances', () => {
  const spans = [0, 940, 12_300, 59_940, 59_960, 90_000, 3_600_000, 7_500_000, 90_000_000, 86_400_000];
  assert.deepEqual(spans.map(formatSpan), [
    ...['0 s', '0.9 s', '12.3 s', '59.9 s', '1 min', '1 min 30 s', '1 h', '2 h 5 min', '1 d 1 h', '1 d'],
  ]);
  assert.equal(formatDistance(2_000, 1_000), 'in 1 s');
  assert.equal(formatDistance(1_000, 2_000), '1 s ago');
  assert.equal(formatDistance(1, 1), 'now');
});

test('a sale for a person on a terminal: wide characters count as two', () => {
  assert.deepEqual(
    check(true, (printer) => printSale(printer, sale)),
    [
      'phone  手机 11',
      '  phase     open',
      '  opens     2026-11-22T07:00:00.000Z (12.3 s ago)',
      '  closes    has no end of its own',
      '  per buyer 1',
      '  to pay    within 30 min',
      '',
      'sku    title        price  units  available  held  sold',
      'black  黑色   4999.00 CNY     60         30    20    10',
      'white  White     9.00 CNY     40          0     0    40',
    ],
  );
});

test('sales in a pipe are lines with tabs', () => {
  assert.deepEqual(
    check(false, (printer) => printSales(printer, [sale, { ...sale, saleId: 'plan', state: 'draft' }])),
    [
      'sale\tphase\topens\tunits\tavailable\theld\tsold\ttitle',
      'phone\topen\t2026-11-22T07:00:00.000Z\t100\t30\t20\t50\t手机 11',
      'plan\tdraft\t2026-11-22T07:00:00.000Z\t100\t30\t20\t50\t手机 11',
    ],
  );
});

test('a text from outside neither moves the cursor nor turns the line around', () => {
  assert.equal(printable('a\u001b[2Jb\u202ec\td'), 'a\ufffd[2Jb\ufffdc\ufffdd');
  assert.deepEqual(
    check(false, (printer) => printTable(printer, [{ head: 'x' }], [['a\nb']])),
    ['x', 'a\ufffdb'],
  );
});

const audit: Audit = {
  saleId: 'phone',
  balanced: true,
  at: '2026-11-22T07:00:12.300Z',
  skus: [{ sku: 'black', units: 60, available: 30, held: 20, sold: 10, unexplained: [] }],
  orders: { byStatus: { awaiting_payment: 20, paid: 10 } },
  gate: { available: 30, held: 20 },
  ledger: { held: 20, sold: 10 },
};

test('an audit says yes, no or unknown, and its exit code too', () => {
  const lines = (about: Partial<Audit>) => check(false, (printer) => printAudit(printer, { ...audit, ...about }));
  assert.deepEqual(lines({}), [
    'balanced  phone at 2026-11-22T07:00:12.300Z: units = available + held + sold',
    '',
    'sku\tunits\tavailable\theld\tsold\tunexplained',
    'black\t60\t30\t20\t10\t0',
    '',
    'gate    available 30, held 20',
    'ledger  held 20, sold 10',
    'orders  awaiting_payment 20, paid 10',
  ]);
  const unexplained = Array.from({ length: 52 }, (_, index) => index + 1);
  const broken = { ...audit, balanced: false, skus: [{ ...audit.skus[0], sku: 'black', unexplained }] } as Audit;
  assert.match(lines(broken)[0] ?? '', /^NOT BALANCED {2}phone/);
  assert.match(lines(broken).at(-1) ?? '', /^unexplained units of black: 1, 2, .*, 50 and 2 more/);
  assert.match(lines({ balanced: null, inFlight: 7 })[0] ?? '', /unknown.*nothing moved, 7 orders in flight$/);
  assert.deepEqual(
    [true, false, null].map((balanced) => auditExitCode({ ...audit, balanced })),
    [0, 1, 2],
  );
});

test('rows that are streamed have fixed columns on a terminal and tabs in a pipe', async () => {
  const entry: JournalEntry = {
    ...{ seq: 1, at: '2026-11-22T07:00:00.001Z', clock: 'gate', sku: 'black', unit: 7 },
    ...{ orderId: '019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90', from: null, to: 'reserved', cause: 'asked' },
  };
  async function* rows() {
    yield entry;
    yield { ...entry, seq: 2, from: 'reserved' as const, to: 'awaiting_payment' as const, cause: 'promised' };
  }
  const written = async (isTerminal: boolean) => {
    const sink = createTestPrinter({ isTerminal });
    assert.equal(await streamRows(sink.printer, journalStreamColumns, rows()), 2);
    return sink.written().split('\n');
  };
  const [head, first] = await written(true);
  assert.equal(head?.indexOf('cause'), first?.indexOf('asked'));
  assert.deepEqual((await written(false))[2]?.split('\t').slice(-3), ['reserved', 'awaiting_payment', 'promised']);
});

test('the board: a bar for each variant that fills its width, and the server’s clock', () => {
  const { printer } = createTestPrinter({ isTerminal: true, width: 80 });
  const { saleId, title, phase, opensAt, closesAt, serverTime, variants } = sale;
  const board = {
    ...{ saleId, title, ageMs: 400, feed: 'stream' as const, serverNowMs: Date.parse(serverTime) },
    phase: { saleId, phase, opensAt, closesAt, serverTime },
    stock: { saleId, serverTime, variants },
  };
  assert.deepEqual(boardLines(board, printer), [
    'phone  手机 11',
    ' open   open since 12.3 s',
    '',
    'black [######=============...................] 30 free, 20 held (=), 10 sold (#)',
    'white [######################################] 0 free, 0 held (=), 40 sold (#)',
    '',
    'last update 0.4 s ago; Ctrl-C leaves',
  ]);
  const early = { ...board, serverNowMs: Date.parse(opensAt) - 90_000, feed: 'poll' as const };
  assert.match(boardLines(early, printer)[1] ?? '', /opens in 1 min 30 s$/);
  for (const width of [20, 40, 80, 200]) {
    for (const line of boardLines({ ...early, title: '很长的标题'.repeat(40) }, { ...printer, width })) {
      if (width >= 60) assert.ok(line.length <= width, line);
    }
  }
});
