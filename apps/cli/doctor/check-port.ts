import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Finding, Patient } from './check.ts';

/** Whether a server that is started now would get its port. */
export async function checkPort({ shell, isReachable }: Patient): Promise<Finding> {
  const check = 'port';
  const host = shell.env.PENSTOCK_HOST || '127.0.0.1';
  const port = Number(shell.env.PENSTOCK_PORT || '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return {
      check,
      level: 'fail',
      text: `PENSTOCK_PORT is "${shell.env.PENSTOCK_PORT}"`,
      next: 'Set a number up to 65535.',
    };
  }
  const trouble = await tryPort(host, port);
  if (trouble === undefined) return { check, level: 'ok', text: `${host}:${port} is free` };
  if (isReachable) return { check, level: 'ok', text: `${host}:${port} is in use, and the server answers` };
  const next = 'Stop the process that has it, or choose another with PENSTOCK_PORT; demo mode takes the next free one.';
  return { check, level: 'warn', text: `${host}:${port} cannot be had: ${trouble}`, next };
}

async function tryPort(host: string, port: number): Promise<string | undefined> {
  const listener = createServer();
  try {
    listener.listen(port, host);
    await once(listener, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    listener.close();
  }
}
