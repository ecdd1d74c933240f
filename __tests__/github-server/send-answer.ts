import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Answer } from "./answer.ts";
import type { GitHubFault } from "./fault-schedule.ts";

const HTML = "<!DOCTYPE html><html><body>Unicorn!</body></html>";

/** Writes an answer, and where a fault concerns the answer alone, that one. */
export async function sendAnswer(
  { status, headers, json }: Answer,
  fault: GitHubFault | undefined,
  response: ServerResponse,
  bytes?: AsyncIterable<Buffer>,
): Promise<void> {
  if (fault?.kind === "reset") return void response.destroy();
  if (fault?.kind === "html") return void response.writeHead(200, { "content-type": "text/html" }).end(HTML);
  const isJson = json !== undefined && bytes === undefined;
  const body = isJson ? Buffer.from(JSON.stringify(json)) : Buffer.alloc(0);
  const type = isJson
    ? { "content-type": "application/json; charset=utf-8", "content-length": String(body.length) }
    : {};
  response.writeHead(status, { ...type, ...headers });
  if (fault?.kind === "truncated") {
    const first = bytes === undefined ? body.subarray(0, body.length >> 1) : await half(bytes);
    return void response.write(first, () => response.destroy());
  }
  if (fault?.kind === "slow") return sendSlowly(response, bytes ?? [body], fault);
  if (bytes !== undefined) return pipeline(bytes, response);
  response.end(body);
}

async function half(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  for await (const chunk of bytes) return chunk.subarray(0, chunk.length >> 1);
  return Buffer.alloc(0);
}

async function sendSlowly(
  response: ServerResponse,
  chunks: AsyncIterable<Buffer> | readonly Buffer[],
  { bytes, ms }: { readonly bytes: number; readonly ms: number },
): Promise<void> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += bytes) {
      response.write(chunk.subarray(at, at + bytes));
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
  response.end();
}
