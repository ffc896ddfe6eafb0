import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemCode } from '@penstock/contract';
import { headerBytesMax, retrySlowSeconds } from './limits.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';
import { securityHeaders } from './security-headers.ts';

/** Answers what is not even a request: the parser gave up, so that there is only the bare socket to write to. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // Who reset the connection hears nothing.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawAnswer(answerOf(error.code)));
}

function answerOf(code: string | undefined): Answer {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return problemAnswer('request-timeout', {
      detail: 'The rest of the request did not arrive in time.',
      retryAfterSeconds: retrySlowSeconds,
    });
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return answer('headers-too-large', `The headers are larger than ${headerBytesMax} bytes.`);
  }
  return answer('invalid-request', 'This is not a request of HTTP/1.1.', 400);
}

function answer(code: ProblemCode, detail: string, status?: number): Answer {
  return problemAnswer(code, { detail, ...(status !== undefined && { status }) });
}

function rawAnswer({ status, headers, body }: Answer): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'connection: close'];
  for (let index = 0; index + 1 < headers.length; index += 2) lines.push(`${headers[index]}: ${headers[index + 1]}`);
  for (const [name, value] of Object.entries(securityHeaders)) {
    if (!headers.includes(name)) lines.push(`${name}: ${value}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
