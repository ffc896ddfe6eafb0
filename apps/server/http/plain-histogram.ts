import type { Histogram, Registry } from 'prom-client';

export type PlainHistogram = { readonly name: string; readonly help: string; readonly buckets: readonly number[] };

/**
 * Registers a histogram without labels and answers how to observe a value. An observation is two additions; the
 * library's own looks its labels up first, which costs more than deciding an ask.
 */
export function registerPlainHistogram(
  registry: Registry,
  { name, help, buckets }: PlainHistogram,
): (value: number) => void {
  // One more than there are bounds: what is above the last one.
  const counts = buckets.map(() => 0).concat(0);
  let sum = 0;
  const values = () => {
    let total = 0;
    const upTo = [...buckets, '+Inf'].map((le, at) => {
      total += counts[at] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le }, value: total };
    });
    return [
      ...upTo,
      { metricName: `${name}_sum`, labels: {}, value: sum },
      { metricName: `${name}_count`, labels: {}, value: total },
    ];
  };
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: values() });
  // The registry needs no more of a metric than this, but its types ask for one of the library's classes.
  registry.registerMetric({ name, get } as unknown as Histogram);
  return (value) => {
    let at = 0;
    while (at < buckets.length && value > (buckets[at] as number)) at += 1;
    counts[at] = (counts[at] as number) + 1;
    sum += value;
  };
}
