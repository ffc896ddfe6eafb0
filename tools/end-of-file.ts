/**
 * Loaded into the process of each test file, before the file: when all tests have ended and something that was left open
 * keeps the process alive, it says what, ends the processes that the tests started, and fails the file. Without it such a
 * file, whose tests may all have failed in a moment, holds up the run for ever: a test's own time-out does not end it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { after } from 'node:test';

/** In milliseconds: hooks that were registered later than ours, such as those that stop servers, have their time first. */
const graceMs = Number(new URL(import.meta.url).searchParams.get('graceMs') ?? 120_000);

after(() => void setTimeout(endAnyway, graceMs).unref());

function endAnyway(): void {
  const children = childrenOf(process.pid);
  for (const { pid } of children) process.kill(pid, 'SIGKILL');
  const open = [...process.getActiveResourcesInfo(), ...children.map(({ command }) => `the process "${command}"`)];
  console.error(`ended by force ${graceMs} ms after its tests. Left open: ${open.join(', ')}`);
  process.exit(1);
}

/** Empty where the system has no /proc. */
function childrenOf(parent: number): readonly { readonly pid: number; readonly command: string }[] {
  try {
    return readdirSync(`/proc/${parent}/task`).flatMap((task) =>
      readFileSync(`/proc/${parent}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter((pid) => pid !== '')
        .map((pid) => ({
          pid: Number(pid),
          command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
        })),
    );
  } catch {
    return [];
  }
}
