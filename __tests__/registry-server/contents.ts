import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What a registry holds, by `repository@tag` and `repository@digest`. */
export interface Contents {
  readonly manifests: Map<string, { readonly bytes: Buffer; readonly type: string }>;
  readonly blobs: Map<string, Buffer>;
}

/** One request about a repository. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly body: Buffer;
  readonly repository: string;
  /** What stands behind `/manifests/`, `/blobs/`, `/tags/` or `/referrers/`. */
  readonly reference: string;
}

export const INDEX = "application/vnd.oci.image.index.v1+json";

/** `sha256:` or `sha512:`, as the other digest says. */
export function digestOf(bytes: Uint8Array, like = "sha256:"): string {
  const algorithm = like.startsWith("sha512:") ? "sha512" : "sha256";
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

/** "Error Codes". */
export function refuse(response: ServerResponse, status: number, code: string): ServerResponse {
  return response
    .writeHead(status, { "content-type": "application/json" })
    .end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
}
