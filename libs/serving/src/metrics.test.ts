import { createMetrics } from './metrics.ts';

describe('createMetrics()', () => {
  it('render() tells cumulative buckets, sums and counts a route', () => {
    const metrics = createMetrics({ run_id: 'a"b\\c\nd' });
    for (const seconds of [0.0004, 0.0005, 0.004, 9]) {
      metrics.begin();
      metrics.end({ route: '/v1/score', method: 'POST', status: 200 }, seconds);
    }
    metrics.begin();
    metrics.addRows(3);
    const text = metrics.render();
    const name = 'engage_http_request_duration_seconds';
    for (const line of [
      'engage_info{run_id="a\\"b\\\\c\\nd"} 1',
      `${name}_bucket{route="/v1/score",le="0.0005"} 2`,
      `${name}_bucket{route="/v1/score",le="0.0025"} 2`,
      `${name}_bucket{route="/v1/score",le="0.005"} 3`,
      `${name}_bucket{route="/v1/score",le="5"} 3`,
      `${name}_bucket{route="/v1/score",le="+Inf"} 4`,
      `${name}_sum{route="/v1/score"} ${0.0004 + 0.0005 + 0.004 + 9}`,
      `${name}_count{route="/v1/score"} 4`,
      'engage_http_requests_in_flight 1',
      'engage_scored_rows_total 3',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('render() keeps to the text format: every series has a type, every line a number', () => {
    const metrics = createMetrics({});
    metrics.begin();
    metrics.end({ route: 'other', method: 'GET', status: 404 }, 0.1);
    const lines = metrics.render().trimEnd().split('\n');
    const types = new Map(
      lines.flatMap((line) => {
        const match = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
        return match ? [[match[1]!, match[2]!] as const] : [];
      }),
    );
    for (const line of lines.filter((text) => !text.startsWith('#'))) {
      const match = /^([a-z_]+?)(_bucket|_sum|_count)?(\{[^}]+\})? (\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(line);
      expect([
        line,
        match !== null && (types.has(match[1]!) || types.has(`${match[1]}${match[2] ?? ''}`)),
      ]).toEqual([line, true]);
    }
  });
});
