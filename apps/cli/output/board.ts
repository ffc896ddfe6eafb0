import type { PhaseEvent, StockEvent } from '@penstock/contract';
import type { FeedState } from '../connect/follow-sale.ts';
import { printable } from './printable.ts';
import type { Printer } from './printer.ts';
import { formatSpan } from './span.ts';

/** What the board of a sale knows. */
export type Board = {
  readonly saleId: string;
  readonly title: string;
  readonly phase: PhaseEvent;
  readonly stock: StockEvent;
  readonly feed: FeedState;
  /** Milliseconds since the last event. */
  readonly ageMs: number;
  /** The server's time by now, in ms since 1970. */
  readonly serverNowMs: number;
};

const barWidthMax = 50;
const barWidthMin = 10;
const skuWidthMax = 20;

/** The board as lines: phase and clock, one bar for each variant, and how old the numbers are. */
export function boardLines(board: Board, { paint, width }: Pick<Printer, 'paint' | 'width'>): readonly string[] {
  const { saleId, title, phase, stock } = board;
  const titleWidth = width - saleId.length - 2;
  return [
    `${paint.bold(saleId)}  ${clip(printable(title), titleWidth)}`,
    `${paint.inverse(` ${phase.phase} `)}  ${clockText(board)}`,
    '',
    ...variantLines(stock.variants, { paint, width }),
    '',
    paint.dim(clip(feedText(board), width)),
  ];
}

function clockText({ phase, serverNowMs }: Board): string {
  const toOpening = Date.parse(phase.opensAt) - serverNowMs;
  if (toOpening > 0) return `opens in ${formatSpan(toOpening)}`;
  const since = `open since ${formatSpan(-toOpening)}`;
  if (phase.closesAt === null) return since;
  const toEnd = Date.parse(phase.closesAt) - serverNowMs;
  return toEnd > 0 ? `${since}, ends in ${formatSpan(toEnd)}` : `ended ${formatSpan(-toEnd)} ago`;
}

type Variant = StockEvent['variants'][number];

// All bars are of one width: what the longest sku and the longest numbers leave of the line.
function variantLines(
  variants: readonly Variant[],
  { paint, width }: Pick<Printer, 'paint' | 'width'>,
): readonly string[] {
  const skus = variants.map(({ sku }) => clip(sku, skuWidthMax));
  const texts = variants.map(({ available, held, sold }) => `${available} free, ${held} held (=), ${sold} sold (#)`);
  const skuWidth = Math.max(...skus.map((sku) => sku.length));
  const left = width - skuWidth - Math.max(...texts.map((text) => text.length)) - ' [] '.length;
  const barWidth = Math.max(barWidthMin, Math.min(barWidthMax, left));
  return variants.map(
    (variant, index) => `${skus[index]?.padEnd(skuWidth)} [${bar(variant, barWidth, paint)}] ${texts[index]}`,
  );
}

// Rounded by their sums, so that the three parts fill the bar exactly; signs tell them apart without colours.
function bar({ units, held, sold }: Variant, barWidth: number, paint: Printer['paint']): string {
  const cells = (count: number) => (units === 0 ? 0 : Math.round((count / units) * barWidth));
  const soldCells = cells(sold);
  const heldCells = cells(sold + held) - soldCells;
  const freeCells = barWidth - soldCells - heldCells;
  return paint.green('#'.repeat(soldCells)) + paint.yellow('='.repeat(heldCells)) + paint.dim('.'.repeat(freeCells));
}

// A line that wraps would make the picture one line higher than it is known to be. Characters of the East count as two.
function clip(text: string, width: number): string {
  let used = 0;
  let clipped = '';
  for (const character of text) {
    used += character >= '\u1100' ? 2 : 1;
    if (used > width) return clipped;
    clipped += character;
  }
  return clipped;
}

function feedText({ feed, ageMs }: Board): string {
  const age = `last update ${formatSpan(ageMs)} ago`;
  switch (feed) {
    case 'stream':
      return `${age}; Ctrl-C leaves`;
    case 'poll':
      return `${age}; the server has no stream left, so it is read every second; Ctrl-C leaves`;
    case 'connecting':
      return `${age}; connecting …`;
    case 'away':
      return `${age}; the server does not answer, trying again`;
  }
}
