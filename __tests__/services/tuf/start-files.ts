import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves files by path on a loopback port; anything else is 404. */
export async function startFiles(
  files: ReadonlyMap<string, Buffer>,
): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const bytes = files.get((request.url ?? "").slice(1));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
