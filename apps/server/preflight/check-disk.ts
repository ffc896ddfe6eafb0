import { statfs } from 'node:fs/promises';
import type { PreflightCheck } from '@penstock/contract';
import { diskFailBytes, diskWarnBytes } from './limits.ts';

const megabyte = 1_000_000;

/** Whether the disk of the ledger has room. */
export async function checkDisk(dataDir: string): Promise<PreflightCheck> {
  const name = 'disk';
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const megabytes = Math.floor(freeBytes / megabyte);
  const detail = `${megabytes} MB are free.`;
  if (freeBytes >= diskWarnBytes) return { name, status: 'ok', detail, code: 'disk-has-room', params: { megabytes } };
  const remedy = 'Make room, or move the data folder: on a full disk asks are answered 503.';
  const status = freeBytes < diskFailBytes ? 'failed' : 'warning';
  return { name, status, detail, remedy, code: 'disk-low', params: { megabytes } };
}
