import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childAnswerMs, childReadyMs, childStopMs } from '../limits.ts';

/** A process of the measurements. It says something once it is ready, and one thing for each thing it is asked. */
export type BenchChild = {
  readonly pid: number;
  /** The first thing it said. */
  readonly ready: unknown;
  ask(message: object): Promise<unknown>;
  /** Ends it by SIGTERM, and by SIGKILL when it does not stop. */
  stop(): Promise<void>;
  kill(): Promise<void>;
};

export type ChildOptions = {
  /** The file, relative to the folder of the measurements. */
  readonly file: string;
  /** The core that the process and all its threads are pinned to, or `undefined` for wherever the kernel likes. */
  readonly core: string | undefined;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts a process. Throws when it ends, or says nothing, before it is ready. */
export async function startChild(options: ChildOptions): Promise<BenchChild> {
  const file = fileURLToPath(new URL(`../${options.file}`, import.meta.url));
  const node = [process.execPath, ...(options.nodeArgs ?? []), file, ...(options.args ?? [])];
  const [command, ...args] = options.core === undefined ? node : ['taskset', '-c', options.core, ...node];
  const child = spawn(command as string, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...options.env },
  });
  const exited = once(child, 'exit');
  const said = async (withinMs: number): Promise<unknown> => {
    const signal = AbortSignal.timeout(withinMs);
    const message = once(child, 'message', { signal }).then(([each]) => each as unknown);
    const ended = exited.then(([code, cause]) => Promise.reject(new Error(`${options.file} ended: ${code ?? cause}`)));
    return Promise.race([message, ended]);
  };
  const ready = await said(childReadyMs);
  return {
    pid: child.pid as number,
    ready,
    ask(message) {
      child.send(message);
      return said(childAnswerMs);
    },
    async stop() {
      const killer = setTimeout(() => child.kill('SIGKILL'), childStopMs);
      child.kill('SIGTERM');
      await exited;
      clearTimeout(killer);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
