import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, notFound, refusal } from "./answer.ts";
import { bundlePath } from "./attestations.ts";
import { faultAnswer } from "./faulty-answer.ts";
import { assetNamed } from "./github-state.ts";
import { sendAnswer } from "./send-answer.ts";
import { countRequest, type ServerWorld } from "./server-world.ts";
import { packSnappy } from "./snappy.ts";

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

/** The other host: its addresses are signed, it refuses a token, and a client that sends one gave it away. */
export async function serveDownload(
  world: ServerWorld,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { state, content, faults, violations } = world;
  const path = request.url ?? "";
  const operation = path.startsWith("/attestations/") ? "GET bundle" : "GET download";
  const seen = countRequest(world, operation, path);
  if (request.headers.authorization !== undefined) violations.add("a token was sent to the host of downloads");
  const fault = faults.take({ operation, name: null });
  const stored = [...state.releases.values()].flatMap(({ assets }) => [...assets.values()]);
  const asset = stored.find(({ id }) => path.startsWith(`/assets/${id}?`));
  if (fault?.kind === "reset") return void response.destroy();
  const bundle = state.attestations.find(({ id }) => path.startsWith(`${bundlePath(id)}?`));
  const packed = bundle && packSnappy(Buffer.from(JSON.stringify(bundle.bundle)));
  const range = asset && rangeOf(request, asset.size);
  const found =
    asset === undefined ? packed && whole(packed.length, "application/x-snappy") : partOf(asset.size, range);
  const answer = fault?.kind === "status" ? faultAnswer(fault) : (refuseToken(request) ?? found ?? notFound);
  seen.status = answer.status;
  const isFound = answer.status === 200 || answer.status === 206;
  const bytes = !isFound ? undefined : asset === undefined ? packed : content.read(asset.id, range);
  await sendAnswer(answer, fault, response, Buffer.isBuffer(bytes) ? one(bytes) : bytes).catch(() =>
    response.destroy(),
  );
}

function refuseToken({ headers }: IncomingMessage): Answer | undefined {
  if (headers.authorization === undefined) return undefined;
  return refusal(400, "Only one auth mechanism allowed");
}

async function* one(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

/** What `range: bytes=N-` asks for; undefined where it asks for nothing, or for what is not there. */
function rangeOf({ headers }: IncomingMessage, size: number): { start: number; end: number } | undefined {
  const start = /^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1];
  return start === undefined || Number(start) >= size ? undefined : { start: Number(start), end: size - 1 };
}

function partOf(size: number, range: { start: number; end: number } | undefined): Answer {
  if (range === undefined) return whole(size);
  const answer = whole(size - range.start);
  const part = { "content-range": `bytes ${range.start}-${range.end}/${size}` };
  return { status: 206, headers: { ...answer.headers, ...part } };
}

function whole(size: number, type = "application/octet-stream"): Answer {
  return { status: 200, headers: { "content-type": type, "content-length": String(size) } };
}
