import type { PhaseEvent, SaleEvents, StockEvent } from '@penstock/contract';
import type { Context } from '../command.ts';
import type { FeedState } from '../connect/follow-sale.ts';
import { boardDrawMs } from '../limits.ts';
import { boardLines } from './board.ts';
import { eventLine } from './event-line.ts';

/** What shows a sale while it is followed. */
export type SaleView = {
  onEvent<Name extends keyof SaleEvents>(name: Name, data: SaleEvents[Name]): void;
  onState(state: FeedState): void;
  end(): void;
};

/** A board on a terminal; elsewhere a line for each event, as text or as JSON. */
export function createSaleView(
  context: Pick<Context, 'printer' | 'shell'>,
  about: { readonly saleId: string; readonly title: string },
): SaleView {
  const { printer } = context;
  if (printer.isTerminal && !printer.isJson) return createBoardView(context, about);
  let lastLine = '';
  return {
    onEvent: (name, data) => {
      const line = printer.isJson ? JSON.stringify({ event: name, ...data }) : eventLine(name, data);
      if (line === undefined || line === lastLine) return;
      lastLine = line;
      printer.lines(line);
    },
    onState: () => undefined,
    end: () => undefined,
  };
}

/** A board that draws itself over its last picture, several times a second, so that its clock runs between events. */
function createBoardView(
  { printer, shell }: Pick<Context, 'printer' | 'shell'>,
  about: { readonly saleId: string; readonly title: string },
): SaleView {
  let phase: PhaseEvent | undefined;
  let stock: StockEvent | undefined;
  let feed: FeedState = 'connecting';
  let heardAtMs = shell.monotonicMs();
  let serverAtMs = 0;
  let drawnLines = 0;
  const draw = () => {
    if (phase === undefined || stock === undefined) return;
    const ageMs = shell.monotonicMs() - heardAtMs;
    const lines = boardLines({ ...about, phase, stock, feed, ageMs, serverNowMs: serverAtMs + ageMs }, printer);
    // Up to the first line of the last picture, then clear to the end of the screen.
    const back = drawnLines === 0 ? '' : `\u001b[${drawnLines}A\u001b[J`;
    shell.stdout.write(`${back}${lines.join('\n')}\n`);
    drawnLines = lines.length;
  };
  const timer = setInterval(draw, boardDrawMs);
  return {
    onEvent: (name, data) => {
      if (name === 'phase') phase = data as PhaseEvent;
      if (name === 'stock') stock = data as StockEvent;
      heardAtMs = shell.monotonicMs();
      serverAtMs = Date.parse('serverTime' in data ? data.serverTime : data.now);
    },
    onState: (state) => {
      feed = state;
    },
    end: () => {
      clearInterval(timer);
      draw();
    },
  };
}
