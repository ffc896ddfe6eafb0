// What a run says while it lasts: one line that is written over on a terminal, plain lines at longer intervals elsewhere.
import type { WriteStream } from 'node:tty';
import type { CrowdProgress } from '../crowd/crowd.ts';
import { outcomeNumber, outcomes } from '../history/outcomes.ts';
import { liveLinePlainMs, liveLineTerminalMs } from '../limits.ts';
import type { RushProgress } from '../rush-world.ts';
import { duration, whole } from './numbers.ts';

export type LiveLineSink = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

export type LiveLine = {
  readonly show: (progress: RushProgress) => void;
  /** Leaves the line clean for what comes after it. */
  readonly end: () => void;
};

const columnsDefault = 80;

/** Writes to a terminal as to one line, to anything else line by line. */
export function liveLine(sink: LiveLineSink): LiveLine {
  const isTerminal = sink.isTTY === true;
  const intervalMs = isTerminal ? liveLineTerminalMs : liveLinePlainMs;
  let lastMs = -Infinity;
  let last: { readonly atMs: number; readonly answered: number } | undefined;
  const put = (text: string): void => {
    const fitting = text.slice(0, (sink.columns ?? columnsDefault) - 1);
    sink.write(isTerminal ? `\r\u001b[K${fitting}` : `${text}\n`);
  };
  return {
    show(progress) {
      const nowMs = performance.now();
      if (progress.kind === 'note') {
        sink.write(`${isTerminal ? '\r\u001b[K' : ''}${progress.text}\n`);
        return;
      }
      if (nowMs - lastMs < intervalMs && progress.kind !== 'reading' && progress.kind !== 'paying') return;
      lastMs = nowMs;
      if (progress.kind === 'waiting') put(`opens in ${duration(Math.ceil(progress.opensInMs / 100) * 100)}`);
      else if (progress.kind === 'paying') put('until everybody has paid ...');
      else if (progress.kind === 'reading') put('reading the books ...');
      else {
        put(playingLine(progress.crowd, last, nowMs));
        last = { atMs: nowMs, answered: progress.crowd.answered };
      }
    },
    end() {
      if (isTerminal) sink.write('\r\u001b[K');
    },
  };
}

function playingLine(
  crowd: CrowdProgress,
  last: { readonly atMs: number; readonly answered: number } | undefined,
  nowMs: number,
): string {
  const perSecond = last === undefined ? 0 : ((crowd.answered - last.answered) / (nowMs - last.atMs)) * 1_000;
  const counts = outcomes
    .filter((outcome) => (crowd.counts[outcomeNumber[outcome]] ?? 0) > 0)
    .map((outcome) => `${outcome} ${whole(crowd.counts[outcomeNumber[outcome]] ?? 0)}`);
  const state = `${whole(crowd.answered)} answers, ${whole(perSecond)}/s, ${whole(crowd.inFlight)} in flight`;
  return [state, `${whole(crowd.connectionsOpen)} connections`, ...counts].join(' | ');
}
