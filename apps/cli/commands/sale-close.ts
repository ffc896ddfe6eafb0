import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { addSaleAction } from './sale-action.ts';

/** `penstock sale close` */
export function addSaleClose(sale: Command, build: Build): void {
  addSaleAction(sale, build, {
    name: 'close',
    routeId: 'closeSale',
    summary: 'end a sale for good',
    description: 'Ends a sale for good. Buyers keep what they hold, and may pay and cancel until their time is up.',
    examples: ['penstock sale close phone-11-11 --reason "sold in the shop"'],
  });
}
