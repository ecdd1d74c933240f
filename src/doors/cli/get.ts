import { getRelease } from "../../journeys/get/get.ts";
import type { GetOrder } from "../../journeys/get/get-order.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { gotReleaseJson } from "../../views/got-release-json.ts";
import { gotReleaseText } from "../../views/got-release-text.ts";
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

/** What says how a release is judged and told, in `get` and in `verify`. */
type JudgingValues = SignerValues &
  OptionValues<Reworded<Pick<OptionsOf<"get">, "trusted-root" | "sigstore" | "online" | "json" | "quiet" | "verbose">>>;

/** Runs the journey and shows what became of it; resolves to the exit code. */
export async function runGet(order: GetOrder, values: JudgingValues, io: Console): Promise<number> {
  const progress = io.progress(values.isOn("quiet"));
  const token = io.env("GITHUB_TOKEN") ?? io.env("GH_TOKEN");
  const [verifying, open] = await Promise.all([
    io.verifyPorts({ ...trustSettings(values, io.folder), progress }),
    io.publicReleases({ token }),
  ]);
  const releases = open(order.repository);
  const got = await getRelease(order, { ...verifying, ...(await io.gettingPorts()), releases });
  progress.done();
  const { paint, width = 80 } = io;
  const page = { paint, width, spelling: asFlag, verbose: values.isOn("verbose"), folder: order.out };
  io.out(values.isOn("json") ? jsonText(gotReleaseJson(got, asFlag)) : gotReleaseText(got, page));
  return got.exitCode;
}
