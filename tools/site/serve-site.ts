import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { siteConfig } from "./site-config.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The site that is in a folder, on this machine alone and below the path that it was made for, as Pages serves it: compressed, and kept for ten minutes. */
export interface ServedSite {
  /** Ends with a slash. */
  readonly address: string;
  close(): void;
}

/** Serves until it is closed. */
export async function serveSite(folder: string): Promise<ServedSite> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname.replace(siteConfig.base, "");
    const place = [path, `${path}.html`, join(path, "index.html")].find(
      (one) => extname(one) !== "" && existsSync(join(folder, one)),
    );
    if (place === undefined) response.statusCode = 404;
    response.setHeader("content-type", TYPES[extname(place ?? "")] ?? "application/octet-stream");
    response.setHeader("cache-control", "max-age=600");
    const isPacked = place !== undefined && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    if (isPacked) response.setHeader("content-encoding", "gzip");
    const bytes = place === undefined ? "" : readFileSync(join(folder, place));
    response.end(isPacked ? gzipSync(bytes) : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return { address: `http://127.0.0.1:${port}${siteConfig.base}`, close: () => server.close() };
}
