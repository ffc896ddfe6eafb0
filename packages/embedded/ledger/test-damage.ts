import { closeSync, openSync, statSync, writeSync } from 'node:fs';

/** Writes noise over the second half of a file; the first has the schema, so that the file can be opened. */
export function damage(file: string): void {
  const descriptor = openSync(file, 'r+');
  const noise = Buffer.alloc(statSync(file).size / 2, 0xa5);
  writeSync(descriptor, noise, 0, noise.length, noise.length);
  closeSync(descriptor);
}
