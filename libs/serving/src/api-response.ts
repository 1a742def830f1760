/** A request, whatever brought it. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** An answer, whatever takes it. */
export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Customers that were scored; 0 where there is nothing to count. */
  readonly rows?: number;
}

/** An answer in JSON. */
export function jsonResponse(body: string, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  const all = { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers };
  return { status: 200, headers: all, body };
}
