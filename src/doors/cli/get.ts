import type { GotRelease } from "../../domain/release/got-release.ts";
import { getRelease } from "../../journeys/get/get.ts";
import type { GetOrder } from "../../journeys/get/get-order.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { gotReleaseJson } from "../../views/get/got-release-json.ts";
import { type GotPage, gotReleaseText } from "../../views/get/got-release-text.ts";
import { asFlag } from "../options/as-flag.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import { askedLog } from "../requests/asked-log.ts";
import { getPorts, type TrustingValues } from "../requests/get-ports.ts";
import { getRequest, getWishes } from "../requests/get-request.ts";
import type { SignerValues } from "../requests/verify-request.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule get owner/name[@tag] [pattern…]`: the report goes to standard output, as text or as one JSON object. */
export const getCommand: RunCommand<"get"> = async (words, values, io) =>
  runGet(await getRequest(words, { values, wishes: getWishes(values) }, io), values, io);

type AskingValues = SignerValues & TrustingValues & Parameters<typeof askedLog>[0];
type TellingValues = OptionValues<Reworded<Pick<OptionsOf<"get">, "json" | "quiet" | "verbose">>>;

/** Runs the journey and shows what became of it; resolves to the exit code. */
export async function runGet(order: GetOrder, values: AskingValues & TellingValues, io: Console): Promise<number> {
  const progress = io.progress(values.isOn("quiet"));
  const asked = { askedBy: order.tag === undefined ? "newest" : "version", now: order.now } as const;
  const log = await askedLog(values, asked, io);
  const ports = await getPorts({ ...order, values, progress, token: tokenOf(io) }, io);
  const got = await getRelease({ ...order, ...(log && { log }) }, ports);
  progress.done();
  io.out(shownGot(got, { isJson: values.isOn("json"), verbose: values.isOn("verbose"), folder: order.out }, io));
  return got.exitCode;
}

/** The token of the environment; undefined to ask as everybody. */
export function tokenOf({ env }: Pick<Console, "env">): string | undefined {
  return env("GITHUB_TOKEN") ?? env("GH_TOKEN");
}

interface Shown extends Pick<GotPage, "verbose" | "folder"> {
  readonly isJson: boolean;
}

/** What became of a release, as text or as one JSON object. */
export function shownGot(got: GotRelease, { isJson, verbose, folder }: Shown, { paint, width = 80 }: Console): string {
  if (isJson) return jsonText(gotReleaseJson(got, asFlag));
  return gotReleaseText(got, { paint, width, spelling: asFlag, verbose, folder });
}
