import type { IncomingMessage, ServerResponse } from "node:http";
import { notFound } from "./answer.ts";
import { faultAnswer } from "./faulty-answer.ts";
import { assetNamed } from "./github-state.ts";
import { sendAnswer } from "./send-answer.ts";
import { countRequest, type ServerWorld } from "./server-world.ts";

/** What everybody may download by its address in the web: published files, from the host of downloads. */
export async function serveWeb(world: ServerWorld, path: string, response: ServerResponse): Promise<void> {
  const place = path.slice(path.indexOf("/download/") + "/download/".length);
  const [tag = "", name = ""] = place.split("/").map(decodeURIComponent);
  const release = [...world.state.releases.values()].find((one) => !one.draft && one.tagName === tag);
  const asset = release && assetNamed(release, name);
  const seen = countRequest(world, "GET web", path);
  const location = `${world.place.downloads}/assets/${asset?.id}?sp=r`;
  const answer = asset === undefined ? notFound : { status: 302, headers: { location } };
  seen.status = answer.status;
  await sendAnswer(answer, undefined, response);
}

/** The other host: it knows no token, and a client that sends one gave it away. */
export async function serveDownload(
  world: ServerWorld,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { state, content, faults, violations } = world;
  const path = request.url ?? "";
  const seen = countRequest(world, "GET download", path);
  if (request.headers.authorization !== undefined) violations.add("a token was sent to the host of downloads");
  const fault = faults.take({ operation: "GET download", name: null });
  const stored = [...state.releases.values()].flatMap(({ assets }) => [...assets.values()]);
  const asset = stored.find(({ id }) => path.startsWith(`/assets/${id}?`));
  if (fault?.kind === "reset") return void response.destroy();
  const answer = fault?.kind === "status" ? faultAnswer(fault) : asset === undefined ? notFound : whole(asset.size);
  seen.status = answer.status;
  const bytes = asset !== undefined && answer.status === 200 ? content.read(asset.id) : undefined;
  await sendAnswer(answer, fault, response, bytes).catch(() => response.destroy());
}

function whole(size: number) {
  return { status: 200, headers: { "content-type": "application/octet-stream", "content-length": String(size) } };
}
