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
