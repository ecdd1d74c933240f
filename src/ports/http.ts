/** One request. Only https is allowed, and http to loopback unless it is `plain`. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  /** Where a redirect leaves the origin, only headers that cannot be credentials go with it. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | HttpStream;
  /**
   * Lets http go to other machines, too: for what is signed itself and must not wait for a certificate, as lists of revoked ones (RFC 5280
   * §4.2.1.13). Nothing secret is sent with it, and no redirect is followed: anybody on the way could choose where to.
   */
  readonly plain?: true;
  /** Milliseconds until the whole answer must be here (default 30 000). */
  readonly timeoutMs?: number;
  /** A longer answer is a fault (default 16 MiB), counted after decompression. */
  readonly maxResponseBytes?: number;
  /** Takes the body of a 2xx answer chunk by chunk, and `body` stays empty: for files that memory must not hold. */
  readonly receive?: (chunk: Uint8Array, head: HttpHead) => void;
}

export interface HttpStream {
  /** Bytes, exactly. */
  readonly size: number;
  chunks(): AsyncIterable<Uint8Array>;
}

/** How an answer begins. */
export interface HttpHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface HttpResponse extends HttpHead {
  readonly body: Uint8Array;
}

/**
 * One exchange with a service: an answer of any status resolves; no answer is a fault (`network-unreachable`,
 * `network-timeout`, `response-too-large`, `response-malformed`), and so is a request that may not be sent
 * (`address-refused`, `configuration-invalid`). Redirects are followed for GET and HEAD only. It never retries.
 */
export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>;
}
