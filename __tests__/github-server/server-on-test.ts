import { afterEach, expect } from "vitest";
import { type GitHubServer, type GitHubServerOptions, startGitHubServer, TOKEN } from "./start-github-server.ts";

export const REPOSITORY = "/repos/octo-org/octo-tool";

const started: GitHubServer[] = [];
const forgiven = new Set<GitHubServer>();
afterEach(async () => {
  const violations = started.filter((server) => !forgiven.has(server)).flatMap((server) => server.violations);
  await Promise.all(started.splice(0).map((server) => server.close()));
  expect(violations).toEqual([]);
});

/** A server until the test ends, which must have seen nothing that GitHub forbids; with a plain client. */
export async function start(options: GitHubServerOptions = {}) {
  const server = await startGitHubServer(options);
  started.push(server);
  const send = async (method: string, path: string, body?: object | Buffer, headers: Record<string, string> = {}) => {
    const response = await fetch(path.startsWith("http") ? path : server.url + REPOSITORY + path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, ...headers },
      ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
      redirect: "manual",
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === "" ? undefined : JSON.parse(text) };
  };
  const draft = async (tag = "v1.2.3") => (await send("POST", "/releases", { tag_name: tag, draft: true })).json;
  const upload = (release: { upload_url: string }, name: string, bytes: Buffer) =>
    send("POST", release.upload_url.replace("{?name,label}", `?name=${encodeURIComponent(name)}`), bytes);
  /** What the test did that GitHub forbids, which it means to. */
  const forgive = () => {
    forgiven.add(server);
    return server.violations;
  };
  return { server, send, draft, upload, forgive };
}
