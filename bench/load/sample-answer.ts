import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';

/** What the bare server needs to know of an answer to be like it: `headers` alternates names and values. */
export type SampleAnswer = {
  readonly status: number;
  readonly headers: readonly string[];
  readonly bodyLength: number;
};

/** What Node itself adds to every answer, on both sides. */
const addedByNode: readonly string[] = ['date', 'connection', 'keep-alive', 'transfer-encoding'];

/** Asks once and looks at the answer as it came over the wire. */
export async function sampleAnswer(url: string, token: string, sku: string): Promise<SampleAnswer> {
  const call = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  call.end(JSON.stringify({ sku }));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let bodyLength = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) bodyLength += chunk.length;
  const headers: string[] = [];
  for (let index = 0; index + 1 < response.rawHeaders.length; index += 2) {
    const name = response.rawHeaders[index] as string;
    if (!addedByNode.includes(name.toLowerCase())) headers.push(name, response.rawHeaders[index + 1] as string);
  }
  return { status: response.statusCode as number, headers, bodyLength };
}
