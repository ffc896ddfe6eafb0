import { signalRepeatMs } from './limits.ts';

/**
 * Calls a listener for each wish to stop (Ctrl-C or SIGTERM), with its number from 1. One Ctrl-C reaches the process up
 * to three times (from the terminal, npm and the launcher), so repeats within a moment count as one. Answers how to
 * stop listening.
 */
export function onStopSignal(monotonicMs: () => number, listener: (nth: number) => void): () => void {
  let count = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  const hear = () => {
    const nowMs = monotonicMs();
    if (nowMs - lastMs < signalRepeatMs) return;
    lastMs = nowMs;
    count += 1;
    listener(count);
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  return () => {
    process.off('SIGINT', hear);
    process.off('SIGTERM', hear);
  };
}
