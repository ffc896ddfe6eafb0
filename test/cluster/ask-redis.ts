import { connect } from 'node:net';

/** An answer of Redis, as its protocol has it. */
type Reply = string | number | null | readonly Reply[];

type Read = { readonly reply: Reply; readonly end: number };

/** Sends one command on a connection of its own, and answers its reply as text, a list line by line. */
export function askRedis(port: number, command: readonly (string | number)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8');
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`port ${port} closed the connection`)));
    socket.on('data', (text: string) => {
      received += text;
      try {
        const read = readReply(received, 0);
        if (read === undefined) return;
        resolve(textOf(read.reply));
      } catch (error) {
        reject(error);
      }
      socket.destroy();
    });
    const words = command.map(String).map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${words.join('')}`);
  });
}

/** `undefined`: not all of it has come yet. Throws an error reply. Lengths count bytes: what tests read is ASCII. */
function readReply(text: string, start: number): Read | undefined {
  const lineEnd = text.indexOf('\r\n', start);
  if (lineEnd === -1) return undefined;
  const line = text.slice(start + 1, lineEnd);
  const next = lineEnd + 2;
  switch (text[start]) {
    case '+':
      return { reply: line, end: next };
    case '-':
      throw new Error(line);
    case ':':
      return { reply: Number(line), end: next };
    case '$': {
      const end = next + Number(line);
      if (line === '-1') return { reply: null, end: next };
      return text.length < end + 2 ? undefined : { reply: text.slice(next, end), end: end + 2 };
    }
    default:
      return readList(text, next, Number(line));
  }
}

function readList(text: string, start: number, count: number): Read | undefined {
  const reply: Reply[] = [];
  let end = start;
  while (reply.length < count) {
    const read = readReply(text, end);
    if (read === undefined) return undefined;
    reply.push(read.reply);
    end = read.end;
  }
  return { reply, end };
}

function textOf(reply: Reply): string {
  if (reply === null) return '';
  return typeof reply === 'object' ? reply.map(textOf).join('\n') : String(reply);
}
