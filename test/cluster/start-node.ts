import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { NodeAnswer, NodeOptions, NodeQuestion } from './gate-node-messages.ts';

/** Another process before the same gate. */
export type GateNode = {
  readonly child: ChildProcess;
  /** What it says. */
  ask(question: NodeQuestion): Promise<string>;
  /** What it says, and when it said so. */
  answer(question: NodeQuestion): Promise<NodeAnswer>;
};

/** Starts a node; its own clock is wrong by so many ms. It ends with the test. */
export async function startNode(t: TestContext, options: NodeOptions, clockSkewMs = 0): Promise<GateNode> {
  const skewed = `{ const { now } = Date; Date.now = () => now() + ${clockSkewMs}; }`;
  const child = fork(fileURLToPath(new URL('gate-node.ts', import.meta.url)), [JSON.stringify(options)], {
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(skewed)}`],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  let asked = 0;
  const answer = (question: NodeQuestion): Promise<NodeAnswer> => {
    asked += 1;
    const id = asked;
    return new Promise((resolve) => {
      const listen = (message: NodeAnswer) => {
        if (message.id !== id) return;
        child.off('message', listen);
        resolve(message);
      };
      child.on('message', listen);
      child.send({ id, question });
    });
  };
  return { child, answer, ask: async (question) => (await answer(question)).answer };
}
