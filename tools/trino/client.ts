/** A result as Trino's protocol gives it. */
export interface TrinoResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Trino's answer to a statement that it refuses. */
export class TrinoError extends Error {
  override readonly name = 'TrinoError';
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: TrinoResult['columns'];
  readonly data?: TrinoResult['rows'];
  readonly error?: { readonly errorName: string; readonly message: string };
}

/** Statements go to the memory catalog; timestamps of Parquet keep their microseconds. */
const HEADERS = {
  'X-Trino-User': 'test',
  'X-Trino-Catalog': 'memory',
  'X-Trino-Schema': 'default',
  'X-Trino-Time-Zone': 'UTC',
  'X-Trino-Session': 'hive.timestamp_precision=MICROSECONDS',
  'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
};

/** Runs one statement on a Trino server and reads its whole result. */
export async function queryTrino(url: string, sql: string): Promise<TrinoResult> {
  const rows: (readonly unknown[])[] = [];
  let columns: TrinoResult['columns'] = [];
  let page = await fetchPage(`${url}/v1/statement`, { method: 'POST', headers: HEADERS, body: sql });
  for (;;) {
    columns = page.columns ?? columns;
    rows.push(...(page.data ?? []));
    if (page.error) throw new TrinoError(`${page.error.errorName}: ${page.error.message}`);
    if (page.nextUri === undefined) return { columns, rows };
    page = await fetchPage(page.nextUri);
  }
}

async function fetchPage(url: string, init?: RequestInit): Promise<Page> {
  const response = await fetch(url, init);
  if (!response.ok) throw new TrinoError(`${response.status} ${await response.text()}`);
  return (await response.json()) as Page;
}
