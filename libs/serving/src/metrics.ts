/** Upper bounds of the latency histogram's buckets, inclusive, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

/** Which request a measurement belongs to; few values each, so that the number of series stays small. */
export interface RequestLabels {
  readonly route: string;
  readonly method: string;
  readonly status: number;
}

/** Counts what a server does, and tells it in Prometheus' text format. */
export interface Metrics {
  /** A request has begun. */
  begin(): void;
  /** A request has ended: its answer was sent, or its client has gone. */
  end(labels: RequestLabels, seconds: number): void;
  /** So many customers were scored. */
  addRows(rows: number): void;
  readonly inFlight: number;
  /** Text format 0.0.4, of which OpenMetrics scrapers understand all that is used. */
  render(): string;
}

/** Media type of `render()`. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Metrics of one server.
 *
 * @param info labels of a series that is always 1: versions, the run
 */
export function createMetrics(info: Readonly<Record<string, string>>): Metrics {
  const requests = new Map<string, { labels: string; count: number }>();
  const durations = new Map<string, Histogram>();
  let inFlight = 0;
  let rowsScored = 0;
  return {
    begin: () => void (inFlight += 1),
    end({ route, method, status }, seconds) {
      inFlight -= 1;
      const key = `${method} ${route} ${status}`;
      const series = requests.get(key);
      if (series) series.count += 1;
      else requests.set(key, { labels: labelsOf({ method, route, status: String(status) }), count: 1 });
      let histogram = durations.get(route);
      if (!histogram) durations.set(route, (histogram = emptyHistogram()));
      observe(histogram, seconds);
    },
    addRows: (rows) => void (rowsScored += rows),
    get inFlight() {
      return inFlight;
    },
    render() {
      const lines = [
        ...head('engage_info', 'gauge', 'Versions of what is served; always 1.'),
        `engage_info${labelsOf(info)} 1`,
        ...head('engage_http_requests_total', 'counter', 'Requests answered.'),
        ...[...requests.values()].map(({ labels, count }) => `engage_http_requests_total${labels} ${count}`),
        ...head('engage_http_request_duration_seconds', 'histogram', 'Time from head to answer.'),
        ...[...durations].flatMap(([route, histogram]) => histogramLines(route, histogram)),
        ...head('engage_http_requests_in_flight', 'gauge', 'Requests being answered.'),
        `engage_http_requests_in_flight ${inFlight}`,
        ...head('engage_scored_rows_total', 'counter', 'Customers scored.'),
        `engage_scored_rows_total ${rowsScored}`,
        ...head('process_resident_memory_bytes', 'gauge', 'Memory of the process.'),
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

interface Histogram {
  /** Observations a bucket, not yet cumulative; the last one is beyond all bounds. */
  readonly counts: Float64Array;
  sum: number;
}

function emptyHistogram(): Histogram {
  return { counts: new Float64Array(BUCKETS.length + 1), sum: 0 };
}

function observe(histogram: Histogram, seconds: number): void {
  let bucket = 0;
  while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]!) bucket++;
  histogram.counts[bucket]! += 1;
  histogram.sum += seconds;
}

function histogramLines(route: string, { counts, sum }: Histogram): string[] {
  const name = 'engage_http_request_duration_seconds';
  let total = 0;
  const buckets = [...BUCKETS.map(String), '+Inf'].map((le, i) => {
    total += counts[i]!;
    return `${name}_bucket${labelsOf({ route, le })} ${total}`;
  });
  return [
    ...buckets,
    `${name}_sum${labelsOf({ route })} ${sum}`,
    `${name}_count${labelsOf({ route })} ${total}`,
  ];
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const texts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return texts.length === 0 ? '' : `{${texts.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
