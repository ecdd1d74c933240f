import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/ports/http.ts";
import { referrersOf } from "../../../src/services/registry/referrers.ts";
import type { RegistrySession } from "../../../src/services/registry/registry-session.ts";

const SUBJECT = `sha256:${"a".repeat(64)}`;
const INDEX = "application/vnd.oci.image.index.v1+json";

test("a registry that knew no repository, and lists what refers once there is one, is asked by its API again", async () => {
  const listed: object[] = [];
  const asked: string[] = [];
  const ask = async ({ method, url }: HttpRequest) => {
    asked.push(`${method} ${new URL(url).pathname}`);
    const answer = (status: number, headers: Record<string, string> = {}, body: object = {}) => {
      return { status, url, headers: new Headers(headers), body: Buffer.from(JSON.stringify(body)) };
    };
    if (method === "PUT") {
      listed.push({ mediaType: INDEX, digest: SUBJECT, size: 1 });
      return answer(201, { "oci-subject": SUBJECT });
    }
    if (listed.length === 0 || !url.includes("/referrers/")) return answer(404);
    return answer(200, { "content-type": INDEX }, { schemaVersion: 2, manifests: listed });
  };
  const session = { base: "http://127.0.0.1/v2/tool", name: "tool", ask } as unknown as RegistrySession;
  const { referrers, putReferrers } = referrersOf(session);
  expect(await referrers(SUBJECT)).toEqual([]);
  await putReferrers([Buffer.from("{}")], SUBJECT);
  expect(await referrers(SUBJECT)).toHaveLength(1);
  expect(asked.at(-1)).toBe(`GET /v2/tool/referrers/${SUBJECT}`);
});

test("a registry that lists nothing itself takes what refers at once, after the first has shown it", async () => {
  let [open, most] = [0, 0];
  const stored = new Map<string, Uint8Array>();
  const ask = async ({ method, url, body }: HttpRequest) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 1));
    open -= 1;
    const answer = (status: number, bytes: Uint8Array = new Uint8Array()) => {
      return { status, url, headers: new Headers({ "content-type": INDEX }), body: Buffer.from(bytes) };
    };
    const key = new URL(url).pathname;
    if (method === "PUT") stored.set(key, body as Uint8Array);
    if (method === "PUT") return answer(201);
    return stored.has(key) ? answer(200, stored.get(key)) : answer(404);
  };
  const clock = { sleep: async () => undefined, elapsed: () => 0 };
  const session = { base: "http://127.0.0.1/v2/tool", name: "tool", ask, clock } as unknown as RegistrySession;
  const { referrers, putReferrers } = referrersOf(session);
  const manifests = [1, 2, 3, 4].map((number) => Buffer.from(JSON.stringify({ mediaType: INDEX, number })));
  await putReferrers(manifests, SUBJECT);
  expect(most).toBe(3);
  expect(await referrers(SUBJECT)).toHaveLength(4);
});
