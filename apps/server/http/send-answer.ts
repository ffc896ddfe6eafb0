import type { FastifyReply } from 'fastify';
import type { Answer } from './reply-batch.ts';

/** Sends an answer that is ready to be written through the framework, with the headers that all answers carry. */
export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  const { headers } = answer;
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index];
    // The framework counts the bytes itself, and leaves them out for HEAD.
    if (name !== undefined && name !== 'content-length') reply.header(name, headers[index + 1]);
  }
  // As bytes: to a text the framework would add a charset, which JSON has none of.
  return reply.code(answer.status).send(Buffer.from(answer.body));
}
