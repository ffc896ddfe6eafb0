import type { Server } from '../connect/server.ts';
import type { Finding } from './check.ts';

/** Whether the server answers, and can serve. */
export async function checkServer(server: Server | undefined): Promise<Finding> {
  const check = 'server';
  if (server === undefined) {
    const next = 'Start it with `npm start` or `penstock serve`, or say where it is with --url.';
    return { check, level: 'warn', text: 'none runs on this data folder', next };
  }
  const result = await server.client.call('getReadyz', { query: { verbose: '1' } });
  if (result.kind !== 'ok') {
    const reason = result.kind === 'problem' ? result.problem.code : 'no answer';
    const next = 'Start it again; when it was killed, its data is whole. Or mend the address (--url, PENSTOCK_URL).';
    return { check, level: 'fail', text: `${server.baseUrl}: ${reason}`, next };
  }
  const { status, reasons } = result.body;
  if (status === 'ready') return { check, level: 'ok', text: `${server.baseUrl} is ready` };
  const next = 'Look at its log; the reasons name what is away.';
  return { check, level: 'fail', text: `${server.baseUrl} is not ready: ${reasons.join(', ')}`, next };
}
