import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Service } from "./service.ts";

export interface LossyLog extends Service {
  readonly url: string;
  /** How many different entries it was asked for, and how many answers it lost. */
  counts(): { readonly asked: number; readonly lost: number };
  /** How many entries the log's checkpoint covers. */
  size(): number;
}

/**
 * Stands before a log of version 2 and loses the first answer about each entry, after the log gave it. What is read comes
 * from the log's files, as a server of files before it would give them out: `checkpoint`, `tile/…`.
 */
export async function startLossyLog(order: { url: string; files: string }): Promise<LossyLog> {
  const seen = new Set<string>();
  let lost = 0;
  const server = createServer((request, response) => {
    const path = /^\/api\/v2\/(checkpoint|tile\/[\dx/.p]+)$/.exec(request.url ?? "")?.[1];
    if (request.method === "GET" && path !== undefined) return give(join(order.files, path), response);
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", async () => {
      const body = Buffer.concat(parts);
      const headers = { "content-type": "application/json" };
      const answer = await fetch(order.url + request.url, { method: "POST", headers, body });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const key = body.toString();
      if (!seen.has(key)) {
        seen.add(key);
        lost += 1;
        return void response.destroy();
      }
      const index = answer.headers.get("x-log-index");
      response.writeHead(answer.status, { ...headers, ...(index === null ? {} : { "x-log-index": index }) }).end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ asked: seen.size, lost }),
    size: () => Number(readFileSync(join(order.files, "checkpoint"), "utf8").split("\n")[1]),
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function give(path: string, response: ServerResponse): void {
  try {
    response.writeHead(200).end(readFileSync(path));
  } catch {
    response.writeHead(404).end();
  }
}
