import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newAnswer, parseAnswer } from './parse-answer.ts';

/** Reads the answer whole, and again with each possible cut, which must change nothing. */
function check(text: string, expected: string, isClosed = false): void {
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
  assert.equal(read(bytes, bytes.length, isClosed), expected, text);
  if (expected === 'malformed' || expected === 'incomplete' || isClosed) return;
  for (let end = 0; end < bytes.length; end++)
    assert.equal(read(bytes, end, false), 'incomplete', `cut at ${end}: ${text}`);
}

function read(bytes: Buffer, end: number, isClosed: boolean): string {
  const answer = newAnswer();
  const progress = parseAnswer(bytes, end, isClosed, answer);
  if (progress !== 'complete') return progress;
  assert.equal(answer.bytesUsed, end, 'all bytes belong to it');
  const body = (answer.body ?? bytes).toString('latin1', answer.bodyStart, answer.bodyEnd);
  const retry = answer.retryAfterSeconds < 0 ? '' : ` retry ${answer.retryAfterSeconds}`;
  return `${answer.status} ${JSON.stringify(body)}${retry} ${answer.keepsAlive ? 'stays' : 'closes'}`;
}

test('an answer with a length', () => {
  check('HTTP/1.1 200 OK\ncontent-length: 2\n\nhi', '200 "hi" stays');
  check('HTTP/1.1 409 Conflict\nContent-Type: a/b\nCONTENT-LENGTH:  0  \nRetry-After: 7\n\n', '409 "" retry 7 stays');
  check('HTTP/1.1 200 OK\nContent-Length: 1\nConnection: close\n\nx', '200 "x" closes');
  check('HTTP/1.0 200 OK\nContent-Length: 1\n\nx', '200 "x" closes');
  check('HTTP/1.1 503 Away\nRetry-After: Fri, 31 Dec 1999 23:59:59 GMT\nContent-Length: 0\n\n', '503 "" stays');
});

test('answers that never have a body', () => {
  check('HTTP/1.1 204 No Content\n\n', '204 "" stays');
  check('HTTP/1.1 304 Not Modified\nContent-Length: 99\n\n', '304 "" stays');
});

test('interim answers are passed over', () => {
  check('HTTP/1.1 103 Early Hints\nLink: x\n\nHTTP/1.1 200 OK\nContent-Length: 1\n\nx', '200 "x" stays');
});

test('a body in chunks, with extensions and trailers', () => {
  check(
    'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2;a=b\nhi\nA\n0123456789\n0\nX: y\n\n',
    '200 "hi0123456789" stays',
  );
  check('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n', 'malformed');
  check('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nhixx', 'malformed');
});

test('a body that ends with the connection', () => {
  check('HTTP/1.0 200 OK\n\nall of it', 'incomplete');
  check('HTTP/1.0 200 OK\n\nall of it', '200 "all of it" closes', true);
});

test('what is no answer', () => {
  check('SSH-2.0-OpenSSH_9.6 hello', 'malformed');
  check('HTTP/1.1 2x0 OK\n\n', 'malformed');
  check('HTTP/1.1 200 OK\nContent-Length: -1\n\n', 'malformed');
  check('HTTP/1.1 200 OK\nContent-Length: 99999999\n\n', 'malformed');
  check(`HTTP/1.1 200 OK\nX: ${'x'.repeat(20_000)}`, 'malformed');
});
