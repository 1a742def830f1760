/** Asks the emulator as a client of AWS would; it reads service and region from the signature and does not check it. */
export class Asker {
  readonly #url: string;
  readonly #region: string;

  constructor(url: string, region: string) {
    this.#url = url;
    this.#region = region;
  }

  /** @throws Error for an answer that is none */
  async s3(path: string): Promise<string> {
    const answer = await this.#ask(path, { headers: this.#signedLike('s3') });
    if (!answer.ok) throw new Error(`S3 ${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    return answer.text();
  }

  /** @throws Error for an answer that is none */
  async json<T>(service: string, target: string, body: unknown): Promise<T> {
    const type = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
    const request = {
      method: 'POST',
      headers: { ...this.#signedLike(service), ...type },
      body: JSON.stringify(body),
    };
    const answer = await this.#ask('/', request);
    if (!answer.ok) throw new Error(`${target}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    return (await answer.json()) as T;
  }

  /** A second time where the connection that was kept open had been closed while Terraform ran. */
  async #ask(path: string, request: RequestInit): Promise<Response> {
    return fetch(this.#url + path, request).catch(() => fetch(this.#url + path, request));
  }

  #signedLike(service: string): Record<string, string> {
    const scope = `offline/20260101/${this.#region}/${service}/aws4_request`;
    return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
  }
}
