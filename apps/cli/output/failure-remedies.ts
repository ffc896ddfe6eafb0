import type { FailureCode } from '@penstock/core';

/** What to do about a failure of the server, in a sentence or two; its page in `docs/failures/` says more. */
export const failureRemedies: { readonly [code in FailureCode]: string } = {
  LEDGER_UNAVAILABLE: 'Look at free disk space and at the rights of the data folder, then ask again.',
  LEDGER_BROKEN: 'Start the server again: it reads what the disk really has. If it comes back, replace the disk.',
  GATE_UNAVAILABLE: 'Ask again; if it stays so, run `penstock rebuild <saleId>`.',
  GATE_SILENT: 'Wait until the ledger has said what became of the asks, then ask again; nothing is given twice.',
  GATE_UNSUITABLE: 'Change the setting that the message names on that Redis server, then start again.',
  PROVIDER_UNAVAILABLE: 'Ask again; if it stays so, see whether the payment provider can be reached from the server.',
  FILE_IN_USE: 'Stop the other server on this data folder, or choose another folder with --data-dir.',
  FILE_TOO_NEW: 'Start the newer version of Penstock that wrote it. The file was left untouched.',
  FILE_NOT_OURS: 'Choose another data folder with --data-dir, or move that file away.',
  BACKUP_REFUSED: 'Mend what the reason names; nothing was changed.',
  SETTING_INVALID: 'Mend the setting and start again; `penstock config` shows what is in effect.',
  PORT_TAKEN: 'Choose another port with --port, or stop the process that has this one.',
};
