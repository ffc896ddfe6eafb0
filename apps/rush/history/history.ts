// Everything that the crowd sent and heard, in columns: 39 bytes a request, plus the bodies that name orders.
import { assert } from '../assert.ts';
import type { RequestKind } from './classify-answer.ts';
import type { Outcome } from './outcomes.ts';
import { outcomeNumber, outcomes } from './outcomes.ts';

/** One request as it is written down when it is sent. Times are milliseconds of the client's monotonic clock. */
export type RequestStart = {
  readonly kind: RequestKind;
  /** Which wish of which buyer: buyer × wishes per buyer + number of the wish. */
  readonly wish: number;
  /** Position of the variant asked for in the sale. */
  readonly sku: number;
  /** 0 for the first try. */
  readonly attempt: number;
  /** Sent before the opening on purpose. */
  readonly isEarly: boolean;
  /** One of two asks for the same wish at the same moment. */
  readonly isTwin: boolean;
  /** When it should have been sent. */
  readonly dueMs: number;
  readonly sentMs: number;
};

export type RequestRecord = RequestStart & {
  readonly outcome: Outcome;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly answeredMs: number;
  /** The body of an answer that names an order. */
  readonly body: string | undefined;
};

const kinds: readonly RequestKind[] = ['ask', 'cancel'];
const earlyFlag = 1;
const twinFlag = 2;

/** Requests a block: growing by blocks never copies what is there, so no ask waits for it. */
const blockLength = 65_536;

type Block = {
  readonly kind: Uint8Array;
  readonly outcome: Uint8Array;
  readonly status: Uint16Array;
  readonly attempt: Uint8Array;
  readonly flags: Uint8Array;
  readonly sku: Uint8Array;
  readonly wish: Uint32Array;
  readonly dueMs: Float64Array;
  readonly sentMs: Float64Array;
  readonly answeredMs: Float64Array;
  readonly body: Int32Array;
};

export class History {
  #blocks: Block[] = [];
  #bodies: string[] = [];
  #length = 0;

  /** Requests written down so far. */
  get length(): number {
    return this.#length;
  }

  /** Writes down that a request leaves; gives its number. */
  begin(start: RequestStart): number {
    const request = this.#length++;
    const at = request % blockLength;
    if (at === 0) this.#blocks.push(newBlock());
    const block = this.#blockOf(request);
    block.kind[at] = kinds.indexOf(start.kind);
    block.attempt[at] = start.attempt;
    block.flags[at] = (start.isEarly ? earlyFlag : 0) | (start.isTwin ? twinFlag : 0);
    block.sku[at] = start.sku;
    block.wish[at] = start.wish;
    block.dueMs[at] = start.dueMs;
    block.sentMs[at] = start.sentMs;
    block.body[at] = -1;
    // Until it is answered a request is as unknown as one that never will be.
    block.outcome[at] = outcomeNumber['timed-out'];
    block.answeredMs[at] = Number.POSITIVE_INFINITY;
    return request;
  }

  /** Writes down what became of a request. */
  end(request: number, outcome: Outcome, status: number, answeredMs: number): void {
    const block = this.#blockOf(request);
    const at = request % blockLength;
    block.outcome[at] = outcomeNumber[outcome];
    block.status[at] = status;
    block.answeredMs[at] = answeredMs;
  }

  /** Keeps the body of an answer. */
  keepBody(request: number, body: string): void {
    this.#blockOf(request).body[request % blockLength] = this.#bodies.push(body) - 1;
  }

  wishOf(request: number): number {
    return this.#blockOf(request).wish[request % blockLength] as number;
  }

  at(request: number): RequestRecord {
    assert(request >= 0 && request < this.#length, 'a request of this history');
    const block = this.#blockOf(request);
    const at = request % blockLength;
    const flags = block.flags[at] as number;
    return {
      kind: kinds[block.kind[at] as number] as RequestKind,
      wish: block.wish[at] as number,
      sku: block.sku[at] as number,
      attempt: block.attempt[at] as number,
      isEarly: (flags & earlyFlag) !== 0,
      isTwin: (flags & twinFlag) !== 0,
      dueMs: block.dueMs[at] as number,
      sentMs: block.sentMs[at] as number,
      outcome: outcomes[block.outcome[at] as number] as Outcome,
      status: block.status[at] as number,
      answeredMs: block.answeredMs[at] as number,
      body: this.#bodies[block.body[at] as number],
    };
  }

  /** All requests in the order in which they were sent. */
  *[Symbol.iterator](): Generator<RequestRecord> {
    for (let request = 0; request < this.#length; request++) yield this.at(request);
  }

  #blockOf(request: number): Block {
    return this.#blocks[Math.floor(request / blockLength)] as Block;
  }
}

function newBlock(): Block {
  return {
    kind: new Uint8Array(blockLength),
    outcome: new Uint8Array(blockLength),
    status: new Uint16Array(blockLength),
    attempt: new Uint8Array(blockLength),
    flags: new Uint8Array(blockLength),
    sku: new Uint8Array(blockLength),
    wish: new Uint32Array(blockLength),
    dueMs: new Float64Array(blockLength),
    sentMs: new Float64Array(blockLength),
    answeredMs: new Float64Array(blockLength),
    body: new Int32Array(blockLength),
  };
}
