import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import type { Finding } from '../doctor/check.ts';
import { examine } from '../doctor/examine.ts';
import { exitCodes } from '../exit-codes.ts';
import { printable } from '../output/printable.ts';
import type { Printer } from '../output/printer.ts';

/** `penstock doctor` */
export function addDoctor(program: Command, build: Build): void {
  const command = program
    .command('doctor')
    .summary('look for what is wrong with this machine or the server')
    .description(
      'Looks at Node, the data folder, the secrets, the disk, the port, the server, its clock and the database file, and ' +
        'says what to do about each trouble. Ends with 1 when a check failed.',
    );
  setRun(command, {
    build,
    examples: ['penstock doctor', 'penstock doctor --url https://shop.example --json'],
    run: async ({ shell, globals, printer }) => {
      const findings = await examine(globals, shell);
      const isWell = findings.every(({ level }) => level !== 'fail');
      if (printer.isJson) printer.json({ ok: isWell, checks: findings });
      else printer.lines(...findings.flatMap((finding) => findingLines(finding, printer)));
      return isWell ? exitCodes.ok : exitCodes.no;
    },
  });
}

const nameWidth = 13;

function findingLines({ check, level, text, next }: Finding, { paint }: Printer): readonly string[] {
  const colours = { ok: paint.green, warn: paint.yellow, fail: paint.red };
  return [
    `${colours[level](level.padEnd(4))}  ${check.padEnd(nameWidth)} ${printable(text)}`,
    ...(next === undefined ? [] : [`${' '.repeat(nameWidth + 7)}${printable(next)}`]),
  ];
}
