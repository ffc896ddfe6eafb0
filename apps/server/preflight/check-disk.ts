import { statfs } from 'node:fs/promises';
import type { PreflightCheck } from '@penstock/contract';
import { diskFailBytes, diskWarnBytes } from './limits.ts';

const megabyte = 1_000_000;

/** Whether the disk of the ledger has room. */
export async function checkDisk(dataDir: string): Promise<PreflightCheck> {
  const name = 'disk';
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const detail = `${Math.floor(freeBytes / megabyte)} MB are free.`;
  if (freeBytes >= diskWarnBytes) return { name, status: 'ok', detail };
  const remedy = 'Make room, or move the data folder: on a full disk asks are answered 503.';
  return { name, status: freeBytes < diskFailBytes ? 'failed' : 'warning', detail, remedy };
}
