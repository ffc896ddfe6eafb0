import { statfsSync } from 'node:fs';
import { diskFreeFailBytes, diskFreeWarnBytes } from '../limits.ts';
import type { Finding } from './check.ts';
import { nearestFolder } from './check-data-folder.ts';

const megabyte = 1_000_000;

/** Whether the disk of the data folder has room. */
export function checkDisk(dataDir: string): Finding {
  const check = 'disk';
  const { bavail, bsize } = statfsSync(nearestFolder(dataDir));
  const freeBytes = bavail * bsize;
  const text = `${Math.floor(freeBytes / megabyte).toLocaleString('en')} MB free`;
  if (freeBytes >= diskFreeWarnBytes) return { check, level: 'ok', text };
  const next = 'Make room, or move the data folder: on a full disk asks are answered 503 until there is room again.';
  return { check, level: freeBytes < diskFreeFailBytes ? 'fail' : 'warn', text, next };
}
