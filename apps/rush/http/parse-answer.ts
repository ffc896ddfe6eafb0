// Reads one HTTP/1.1 answer out of bytes: as much of RFC 9112 as a client with one request in flight needs.
import { answerBytesMax, answerHeadBytesMax } from '../limits.ts';

/** What was read; one object is used for all answers, since a crowd reads 50,000 of them a second. */
export type Answer = {
  status: number;
  /** The body lies in `body` when that is set (it came in chunks), else in the bytes that were parsed. */
  bodyStart: number;
  bodyEnd: number;
  body: Buffer | undefined;
  /** Bytes that belong to this answer. */
  bytesUsed: number;
  keepsAlive: boolean;
  /** Seconds; -1 when the header is absent or a date. */
  retryAfterSeconds: number;
  contentLength: number;
  isChunked: boolean;
};

export type ParseProgress = 'incomplete' | 'complete' | 'malformed';

const lf = 10;
const cr = 13;
const colon = 58;
const space = 32;
const digitZero = 48;
const lowerCaseBit = 0x20;
const firstStatusDigit = 'HTTP/1.1 '.length;
const statusLineLengthMin = 'HTTP/1.1 200'.length;

export function newAnswer(): Answer {
  return {
    status: 0,
    bodyStart: 0,
    bodyEnd: 0,
    body: undefined,
    bytesUsed: 0,
    keepsAlive: true,
    retryAfterSeconds: -1,
    contentLength: -1,
    isChunked: false,
  };
}

/** Reads `bytes[0, end)`. `isClosed` says that no more bytes will come, which ends a body without a length. */
export function parseAnswer(bytes: Buffer, end: number, isClosed: boolean, answer: Answer): ParseProgress {
  let at = 0;
  // Interim answers (1xx) have no body and are followed by the real one.
  for (;;) {
    const head = readHead(bytes, at, end, answer);
    if (head !== 'complete') return head;
    if (answer.status >= 200) break;
    at = answer.bodyStart;
  }
  return readBody(bytes, end, isClosed, answer);
}

function readHead(bytes: Buffer, start: number, end: number, answer: Answer): ParseProgress {
  if (end - start < statusLineLengthMin) return 'incomplete';
  const status = readStatus(bytes, start);
  if (status < 0) return 'malformed';
  answer.status = status;
  answer.body = undefined;
  answer.keepsAlive = bytes[start + 7] === digitZero + 1;
  answer.retryAfterSeconds = -1;
  answer.contentLength = -1;
  answer.isChunked = false;
  let lineEnd = endOfLine(bytes, start, end);
  while (lineEnd >= 0) {
    const lineStart = lineEnd + 1;
    lineEnd = endOfLine(bytes, lineStart, end);
    if (lineEnd < 0) break;
    if (lineEnd === lineStart || (lineEnd === lineStart + 1 && bytes[lineStart] === cr)) {
      answer.bodyStart = lineEnd + 1;
      return 'complete';
    }
    if (!noteHeader(bytes, lineStart, lineEnd, answer)) return 'malformed';
  }
  return end - start > answerHeadBytesMax ? 'malformed' : 'incomplete';
}

/** The three digits after `HTTP/1.x `, or -1. */
function readStatus(bytes: Buffer, start: number): number {
  if (bytes[start] !== 72 || bytes[start + 1] !== 84 || bytes[start + 5] !== 49 || bytes[start + 8] !== space)
    return -1;
  return readNumber(bytes, start + firstStatusDigit, start + firstStatusDigit + 3);
}

function endOfLine(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === lf) return at;
  return -1;
}

/** Only four headers matter. False when one of them cannot be read. */
function noteHeader(bytes: Buffer, start: number, end: number, answer: Answer): boolean {
  const first = (bytes[start] as number) | lowerCaseBit;
  if (first === 99) {
    if (isNamed(bytes, start, 'content-length')) {
      answer.contentLength = readValueNumber(bytes, start + 15, end);
      return answer.contentLength >= 0;
    }
    if (isNamed(bytes, start, 'connection')) {
      const value = headerValue(bytes, start + 11, end);
      if (value === 'close') answer.keepsAlive = false;
      else if (value === 'keep-alive') answer.keepsAlive = true;
    }
  } else if (first === 116) {
    if (isNamed(bytes, start, 'transfer-encoding'))
      answer.isChunked = headerValue(bytes, start + 18, end) === 'chunked';
  } else if (first === 114) {
    if (isNamed(bytes, start, 'retry-after')) answer.retryAfterSeconds = readValueNumber(bytes, start + 12, end);
  }
  return true;
}

function isNamed(bytes: Buffer, start: number, name: string): boolean {
  if (bytes[start + name.length] !== colon) return false;
  for (let at = 0; at < name.length; at++) {
    const letter = bytes[start + at] as number;
    if (letter !== name.charCodeAt(at) && (letter | lowerCaseBit) !== name.charCodeAt(at)) return false;
  }
  return true;
}

function headerValue(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end).trim().toLowerCase();
}

function readValueNumber(bytes: Buffer, start: number, end: number): number {
  let from = start;
  let to = end;
  while (from < to && bytes[from] === space) from++;
  while (to > from && (bytes[to - 1] === cr || bytes[to - 1] === space)) to--;
  return readNumber(bytes, from, to);
}

/** A whole number in decimal digits, or -1. */
function readNumber(bytes: Buffer, start: number, end: number): number {
  if (end <= start) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - digitZero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function readBody(bytes: Buffer, end: number, isClosed: boolean, answer: Answer): ParseProgress {
  if (answer.isChunked) return readChunks(bytes, end, answer);
  let length = answer.status === 204 || answer.status === 304 ? 0 : answer.contentLength;
  if (length < 0) {
    // Without a length the body ends where the connection does.
    answer.keepsAlive = false;
    if (!isClosed) return 'incomplete';
    length = end - answer.bodyStart;
  }
  if (length > answerBytesMax) return 'malformed';
  answer.bodyEnd = answer.bodyStart + length;
  answer.bytesUsed = answer.bodyEnd;
  return answer.bodyEnd <= end ? 'complete' : 'incomplete';
}

function readChunks(bytes: Buffer, end: number, answer: Answer): ParseProgress {
  const parts: Buffer[] = [];
  let at = answer.bodyStart;
  for (;;) {
    const lineEnd = endOfLine(bytes, at, end);
    if (lineEnd < 0) return 'incomplete';
    const size = readChunkSize(bytes.toString('latin1', at, lineEnd));
    if (size < 0 || size > answerBytesMax) return 'malformed';
    at = lineEnd + 1;
    if (size === 0) break;
    if (at + size + 2 > end) return 'incomplete';
    if (bytes[at + size] !== cr || bytes[at + size + 1] !== lf) return 'malformed';
    parts.push(bytes.subarray(at, at + size));
    at += size + 2;
  }
  return readTrailers(bytes, at, end, parts, answer);
}

function readChunkSize(line: string): number {
  const digits = /^([0-9a-f]{1,8})[ \t]*(?:;[^\r]*)?\r?$/i.exec(line);
  return digits === null ? -1 : Number.parseInt(digits[1] as string, 16);
}

function readTrailers(bytes: Buffer, start: number, end: number, parts: Buffer[], answer: Answer): ParseProgress {
  for (let at = start; ; ) {
    const lineEnd = endOfLine(bytes, at, end);
    if (lineEnd < 0) return 'incomplete';
    const isEmpty = lineEnd === at || (lineEnd === at + 1 && bytes[at] === cr);
    at = lineEnd + 1;
    if (!isEmpty) continue;
    answer.body = Buffer.concat(parts);
    answer.bodyStart = 0;
    answer.bodyEnd = answer.body.length;
    answer.bytesUsed = at;
    return 'complete';
  }
}
