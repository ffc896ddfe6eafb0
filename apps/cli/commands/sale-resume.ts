import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { addSaleAction } from './sale-action.ts';

/** `penstock sale resume` */
export function addSaleResume(sale: Command, build: Build): void {
  addSaleAction(sale, build, {
    name: 'resume',
    routeId: 'resumeSale',
    summary: 'go on after a pause',
    description: 'Goes on after a pause.',
    examples: ['penstock sale resume phone-11-11'],
  });
}
