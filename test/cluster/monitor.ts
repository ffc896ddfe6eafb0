import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from './redis-server.ts';

/** A command that a server ran, as MONITOR tells it. */
type Told = { readonly isByScript: boolean; readonly words: readonly string[] };

/** Commands that read no key of the sale. */
const keyless: ReadonlySet<string> = new Set(['TIME', 'INFO']);

/**
 * Listens to everything that a server runs, from now on. Answers how to end it, which gives each key that a script touched
 * without being handed it, and how many commands of scripts were seen.
 */
export async function watchKeys(port: number): Promise<() => Promise<{ strays: string[]; seen: number }>> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'connect');
  socket.write('MONITOR\r\n');
  await until('the server monitors', () => text.startsWith('+OK'));
  return async () => {
    const last = `end-${port}-${text.length}`;
    const marker = connect(port, '127.0.0.1');
    marker.end(`ECHO ${last}\r\n`);
    await until('the server has told everything', () => text.includes(last));
    socket.destroy();
    return straysOf(text.split('\r\n').flatMap(readLine));
  };
}

/** `+1700000000.123456 [0 127.0.0.1:5000] "GET" "key"`, or `[0 lua]` */
function readLine(line: string): Told[] {
  const match = /^\+[\d.]+ \[\d+ ([^\]]+)\] (.*)$/.exec(line);
  if (match === null) return [];
  const [, source, rest = ''] = match;
  const words = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word);
  return [{ isByScript: source === 'lua', words }];
}

function straysOf(told: readonly Told[]): { strays: string[]; seen: number } {
  const strays: string[] = [];
  let handed = new Set<string>();
  let seen = 0;
  for (const { isByScript, words } of told) {
    const [name = '', ...args] = words;
    if (!isByScript) {
      const isScript = /^(evalsha|eval)$/i.test(name);
      handed = new Set(isScript ? args.slice(2, 2 + Number(args[1])) : []);
      continue;
    }
    seen += 1;
    strays.push(...keysOf(name.toUpperCase(), args).filter((key) => !handed.has(key)));
  }
  return { strays, seen };
}

function keysOf(name: string, args: readonly string[]): readonly string[] {
  if (keyless.has(name)) return [];
  if (name === 'UNLINK') return args;
  return args.slice(name === 'XGROUP' ? 1 : 0, name === 'XGROUP' ? 2 : 1);
}
