// Two charts as inline SVG. Colours are classes, so that the page's light and dark dress them; numbers stand in the
// tables beside them, so nothing is told by colour alone.
import type { Outcome } from '../history/outcomes.ts';
import { escapeHtml } from './html-text.ts';
import { duration, whole } from './numbers.ts';
import type { RushReport, Timeline } from './rush-report.ts';

/** Colours that the style sheet has for outcomes; more outcomes than that use them again. */
export const seriesColors = 8;

const width = 720;
const height = 240;
const left = 64;
const bottom = 28;
const top = 8;
const plotWidth = width - left - 8;
const plotHeight = height - top - bottom;

/** The class of the colour of an outcome in this run. */
export function seriesClass(shown: readonly Outcome[], outcome: Outcome): string {
  return `series-${shown.indexOf(outcome) % seriesColors}`;
}

/** Answers over time, stacked by outcome. */
export function timelineChart({ startsAtMs, stepMs, outcomes, counts }: Timeline): string {
  const most = Math.max(1, ...counts.map((step) => step.reduce((sum, count) => sum + count, 0)));
  const barWidth = plotWidth / Math.max(1, counts.length);
  const bars = counts.flatMap((step, number) => {
    let below = 0;
    return step.map((count, column) => {
      const barHeight = (count / most) * plotHeight;
      below += barHeight;
      if (count === 0) return '';
      const outcome = outcomes[column] as Outcome;
      const title = `${duration(startsAtMs + number * stepMs)}: ${whole(count)} ${outcome}`;
      const box = boxOf(left + number * barWidth, top + plotHeight - below, Math.max(barWidth - 0.5, 0.5), barHeight);
      return `<rect class="${seriesClass(outcomes, outcome)}" ${box}><title>${escapeHtml(title)}</title></rect>`;
    });
  });
  const ends = [
    axisText(left, `${duration(startsAtMs)}`, 'start'),
    axisText(left + plotWidth, duration(startsAtMs + counts.length * stepMs), 'end'),
  ];
  const openingX = left + (-startsAtMs / (stepMs * counts.length)) * plotWidth;
  if (openingX > left && openingX < left + plotWidth) {
    const line = `<path class="opening" d="M${openingX.toFixed(1)} ${top}V${top + plotHeight}"/>`;
    ends.push(line, axisText(openingX, 'opening', 'middle'));
  }
  const label = `Answers in steps of ${duration(stepMs)}, at most ${whole(most)} in one`;
  return frame(label, [...bars, ...ends, ...scale(most)]);
}

/** How many answers came within which time. */
export function histogramChart(bars: RushReport['histogram']): string {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const barWidth = plotWidth / Math.max(1, bars.length);
  const parts = bars.map(({ upToMs, count }, number) => {
    const barHeight = (count / most) * plotHeight;
    const x = left + number * barWidth;
    const box = boxOf(x + 1, top + plotHeight - barHeight, Math.max(barWidth - 2, 1), barHeight);
    const title = `up to ${duration(upToMs)}: ${whole(count)}`;
    return `<rect class="series-0" ${box}><title>${title}</title></rect>${axisText(x + barWidth / 2, duration(upToMs), 'middle')}`;
  });
  return frame('Answers by the time since they were due', [...parts, ...scale(most)]);
}

function frame(label: string, parts: readonly string[]): string {
  const line = `<path class="axis" d="M${left} ${top}V${top + plotHeight}H${left + plotWidth}"/>`;
  const name = escapeHtml(label);
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">${line}${parts.join('')}</svg>`;
}

function scale(most: number): string[] {
  return [0, most].map((value) => {
    const y = top + plotHeight - (value / most) * plotHeight;
    return `<text class="tick" x="${left - 6}" y="${y + 4}" text-anchor="end">${whole(value)}</text>`;
  });
}

function axisText(x: number, text: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text class="tick" x="${x.toFixed(1)}" y="${height - 8}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;
}

function boxOf(x: number, y: number, boxWidth: number, boxHeight: number): string {
  return `x="${x.toFixed(2)}" y="${y.toFixed(2)}" width="${boxWidth.toFixed(2)}" height="${boxHeight.toFixed(2)}"`;
}
