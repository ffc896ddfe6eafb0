import type { AdminSale } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Server } from '../connect/server.ts';
import { serverNowMs } from '../connect/server-now.ts';
import { mustRead } from '../input/must-read.ts';
import { newSaleDefaults } from '../input/new-sale.ts';
import { parsePrice } from '../input/price.ts';
import { demoOpensInMs, demoUnits } from '../limits.ts';

const idPattern = /^demo-(\d+)$/;

/** Makes the sale of a start in demo mode, by the operators' own calls. The sales of earlier starts are kept. */
export async function createDemoSale(server: Server): Promise<AdminSale> {
  const { sales } = await server.ask('listAllSales', {});
  const numbers = sales.map(({ saleId }) => Number(idPattern.exec(saleId)?.[1] ?? '0'));
  const number = Math.max(0, ...numbers) + 1;
  const { sku, price, currency } = newSaleDefaults;
  return server.ask('createSale', {
    body: {
      saleId: `demo-${number}`,
      title: `Brass lantern No. ${number} · 黄铜台灯 ${number} 号`,
      opensAt: formatInstant((await serverNowMs(server)) + demoOpensInMs),
      variants: [
        {
          sku,
          title: 'Brass lantern · 黄铜台灯',
          units: demoUnits,
          priceMinor: mustRead('--price', parsePrice(price, currency)),
          currency,
          // A picture of the shop's own, so that a demo shows what a sale looks like.
          imageUrl: '/assets/demo-lamp.svg',
        },
      ],
    },
  });
}
