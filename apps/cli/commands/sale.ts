import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { addSaleClose } from './sale-close.ts';
import { addSaleCreate } from './sale-create.ts';
import { addSaleEdit } from './sale-edit.ts';
import { addSaleList } from './sale-list.ts';
import { addSalePause } from './sale-pause.ts';
import { addSalePublish } from './sale-publish.ts';
import { addSaleResume } from './sale-resume.ts';
import { addSaleShow } from './sale-show.ts';
import { addSaleStock } from './sale-stock.ts';
import { addSaleWithdraw } from './sale-withdraw.ts';

/** `penstock sale …`: everything that operators do with a sale. */
export function addSale(program: Command, build: Build): void {
  const sale = program
    .command('sale')
    .summary('create, show and change sales')
    .description('Creates, shows and changes sales.');
  const commands = [
    ...[addSaleCreate, addSaleList, addSaleShow, addSaleEdit, addSalePublish, addSaleWithdraw],
    ...[addSalePause, addSaleResume, addSaleClose, addSaleStock],
  ];
  for (const add of commands) add(sale, build);
}
