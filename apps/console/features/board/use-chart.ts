// A chart on the page: drawn by uPlot, as large as its place, in the colours of the scheme.
import uPlot from 'uplot';
import type { ShallowRef } from 'vue';
import { onMounted, onScopeDispose, watch } from 'vue';
import { chartSpanLeastSeconds, chartSpanSeconds } from '../../limits.ts';
import { colourOf } from './chart-paints.ts';

export type Marker = { readonly atMs: number; readonly label: string };

export type ChartParts = {
  readonly place: Readonly<ShallowRef<HTMLElement | null>>;
  readonly data: () => uPlot.AlignedData;
  /** The series behind the time, and the bands between them; made anew when the colours change. */
  readonly series: () => Pick<uPlot.Options, 'bands'> & { readonly lines: readonly uPlot.Series[] };
  readonly markers: () => readonly Marker[];
  /** The numbers of an axis as people read them. */
  readonly value: (value: number) => string;
  readonly clock: (atMs: number) => string;
};

/** Draws while the caller's component lives. */
export function useChart(parts: ChartParts): void {
  let chart: uPlot | undefined;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const size = () => ({ width: parts.place.value?.clientWidth ?? 0, height: parts.place.value?.clientHeight ?? 0 });

  const remake = (): void => {
    chart?.destroy();
    if (parts.place.value === null) return;
    chart = new uPlot({ ...optionsOf(parts), ...size() }, parts.data(), parts.place.value);
  };
  const resizing = new ResizeObserver(() => chart?.setSize(size()));

  onMounted(() => {
    if (parts.place.value !== null) resizing.observe(parts.place.value);
    dark.addEventListener('change', remake);
    remake();
  });
  watch([parts.data, parts.markers], ([data]) => chart?.setData(data));
  onScopeDispose(() => {
    chart?.destroy();
    resizing.disconnect();
    dark.removeEventListener('change', remake);
  });
}

function optionsOf(parts: ChartParts): Omit<uPlot.Options, 'width' | 'height'> {
  const { lines, ...bands } = parts.series();
  const soft = colourOf('--color-text-soft');
  const line = colourOf('--color-line');
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: soft, font, ticks: { show: false }, border: { show: false } } as const;
  return {
    ...bands,
    series: [{}, ...lines],
    legend: { show: false },
    cursor: { show: false },
    // At the right edge half of the last time stands beside the plot.
    padding: [8, 28, 0, 0],
    scales: {
      x: {
        time: true,
        range: (_chart, least, most) => [
          Math.min(Math.max(least, most - chartSpanSeconds), most - chartSpanLeastSeconds),
          most,
        ],
      },
      y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 24,
        space: 80,
        values: (_chart, at) => at.map((s) => parts.clock(s * 1_000)),
      },
      {
        ...axis,
        grid: { stroke: line, width: 1 },
        size: 52,
        space: 28,
        values: (_chart, values) => values.map(parts.value),
      },
    ],
    hooks: { draw: [(chart) => drawMarkers(chart, parts.markers(), soft)] },
  };
}

/** Upright lines where something happened, numbered as in the list of notes. */
function drawMarkers(chart: uPlot, markers: readonly Marker[], colour: string): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.setLineDash([4, 4]);
  for (const { atMs, label } of markers) {
    const x = Math.round(chart.valToPos(atMs / 1_000, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(label, x + 4, bbox.top + 10);
  }
  ctx.restore();
}
