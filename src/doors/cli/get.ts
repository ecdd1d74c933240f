import type { GotRelease } from "../../domain/release/got-release.ts";
import { getRelease } from "../../journeys/get/get.ts";
import type { GetOrder, GetPorts } from "../../journeys/get/get-order.ts";
import { jsonText } from "../../kernel/json-text.ts";
import type { Progress } from "../../ports/progress.ts";
import { gotReleaseJson } from "../../views/got-release-json.ts";
import { type GotPage, gotReleaseText } from "../../views/got-release-text.ts";
import { askedLog } from "../asked-log.ts";
import { getRequest } from "../get-request.ts";
import { asFlag } from "../options/as-flag.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import { trustSettings } from "../trust-settings.ts";
import type { SignerValues } from "../verify-request.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule get owner/name[@tag] [pattern…]`: the report goes to standard output, as text or as one JSON object. */
export const getCommand: RunCommand<"get"> = async (words, values, io) => {
  const wishes = {
    out: values.text("out") ?? ".",
    withEvidence: values.isOn("with-evidence"),
    acceptChecksums: values.choice("accept") === "checksums",
    mirrors: values.lines("mirror"),
  };
  return runGet(await getRequest(words, { values, wishes }, io), values, io);
};

/** What says how a release is judged. */
type JudgingValues = SignerValues &
  OptionValues<Reworded<Pick<OptionsOf<"get">, "trusted-root" | "sigstore" | "online">>>;

type AskingValues = JudgingValues & Parameters<typeof askedLog>[0];
type TellingValues = OptionValues<Reworded<Pick<OptionsOf<"get">, "json" | "quiet" | "verbose">>>;

/** Runs the journey and shows what became of it; resolves to the exit code. */
export async function runGet(order: GetOrder, values: AskingValues & TellingValues, io: Console): Promise<number> {
  const progress = io.progress(values.isOn("quiet"));
  const asked = { askedBy: order.tag === undefined ? "newest" : "version", now: order.now } as const;
  const log = await askedLog(values, asked, io);
  const got = await getRelease({ ...order, ...(log && { log }) }, await getPorts({ ...order, values, progress }, io));
  progress.done();
  io.out(shownGot(got, { isJson: values.isOn("json"), verbose: values.isOn("verbose"), folder: order.out }, io));
  return got.exitCode;
}

interface Getting extends Pick<GetOrder, "repository"> {
  readonly values: JudgingValues;
  readonly progress: Progress;
}

/** What downloads and judges releases of a repository, with the token of the environment or as everybody. */
export async function getPorts({ repository, values, progress }: Getting, io: Console): Promise<GetPorts> {
  const token = io.env("GITHUB_TOKEN") ?? io.env("GH_TOKEN");
  const [verifying, open] = await Promise.all([
    io.verifyPorts({ ...trustSettings(values, io.folder), progress }),
    io.publicReleases({ token }),
  ]);
  return { ...verifying, ...(await io.gettingPorts()), releases: open(repository) };
}

interface Shown extends Pick<GotPage, "verbose" | "folder"> {
  readonly isJson: boolean;
}

/** What became of a release, as text or as one JSON object. */
export function shownGot(got: GotRelease, { isJson, verbose, folder }: Shown, { paint, width = 80 }: Console): string {
  if (isJson) return jsonText(gotReleaseJson(got, asFlag));
  return gotReleaseText(got, { paint, width, spelling: asFlag, verbose, folder });
}
