import { resolve } from "node:path";
import { TOOL } from "../../domain/tool.ts";
import { watch } from "../../journeys/watch/watch.ts";
import type { WatchWriting } from "../../journeys/watch/watch-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { watchComment, watchIssue, watchSummary } from "../../views/audit/watch-issue.ts";
import { watchJson } from "../../views/audit/watch-json.ts";
import { watchText } from "../../views/audit/watch-text.ts";
import { scanJson } from "../../views/vulnerability/scan-json.ts";
import { scanSarif } from "../../views/vulnerability/scan-sarif.ts";
import { scanStatement } from "../../views/vulnerability/scan-statement.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { parseReleaseWord } from "../requests/release-word.ts";
import { sigstoreNamed } from "../requests/seal-request.ts";
import { addTo, auditRequest } from "./audit-request.ts";
import type { RunCommand } from "./run-command.ts";

type Values = OptionValues<OptionsOf<"watch">>;

/** `capsule watch owner/repo`. */
export const watchCommand: RunCommand<"watch"> = async ([word = ""], values, io) => {
  const { repository: written, tag } = parseReleaseWord(word);
  if (tag !== undefined) {
    throw new Fault("usage", "a watch is of the newest releases, and not of one", {
      hint: `leave out ${printable(`@${tag}`)}, or write capsule audit`,
    });
  }
  requireMeaning(values);
  const { order, trust, repository } = await auditRequest(written, values, io);
  const token = io.env("GITHUB_TOKEN") ?? io.env("GH_TOKEN");
  if (values.isOn("issues") && token === undefined) {
    throw new Fault("usage", "nobody may open an issue without a token", { hint: "give it in GITHUB_TOKEN" });
  }
  const progress = io.progress(values.isOn("quiet"));
  const sigstore = sigstoreNamed(values.text("sign-with"), io.folder);
  const unsafePublicLog = values.isOn("unsafe-public-log");
  const ports = await io.watchPorts({
    ...{ ...trust, progress, token, repository },
    signing: values.isOn("sign") ? { sigstore, unsafePublicLog, progress, trustedRoot: trust.trustedRoot } : undefined,
  });
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(io.folder, path));
  const database = values.isOn("scan") ? (at(values.text("database")) ?? ports.index) : undefined;
  const watched = await watch(
    {
      ...{ last: numberOf("last", 50, values), maxAge: numberOf("max-age", 99_999, values), audit: order },
      ...{ database, out: at(values.text("out")), written: WRITING },
      ...{ risk: at(values.text("risk")), failOn: values.choice("fail-on") },
      issueAuthor: values.isOn("issues") ? values.text("issue-author") : undefined,
    },
    ports,
  );
  progress.done();
  const summary = at(values.text("summary"));
  if (summary !== undefined) await addTo(summary, watchSummary(watched), io);
  const { paint, width = 80 } = io;
  if (values.isOn("json")) io.out(jsonText(watchJson(watched)));
  else io.out(watchText(watched, { paint, width }));
  return watched.exitCode;
};

const WRITING: WatchWriting = {
  issue: watchIssue,
  comment: watchComment,
  scanJson: (scan) => jsonText(scanJson({ ...scan, delta: undefined })),
  sarif: ({ scan, judged, ...rest }, category) => {
    const findings = judged.findings.filter(({ state }) => state !== "decided").map(({ finding }) => finding);
    return jsonText(scanSarif({ ...rest, scan: { ...scan, findings } }, TOOL.version, category));
  },
  statement: (scan) => jsonText(scanStatement({ ...scan, delta: undefined }, TOOL.version)),
};

function requireMeaning(values: Values): void {
  const needs = [
    ["database", "scan"],
    ["risk", "scan"],
    ["fail-on", "scan"],
    ["out", "scan"],
    ["sign", "out"],
    ["issue-author", "issues"],
  ] as const;
  for (const [name, other] of needs) {
    if (!values.isGiven(name) || values.isGiven(other)) continue;
    throw new Fault("usage", `${values.spelling(name)} means nothing without ${values.spelling(other)}`);
  }
  if (values.text("sign-with") !== "local") return;
  throw new Fault("usage", "what the local instance signs vouches for nothing", { hint: "name another instance" });
}

function numberOf(name: "last" | "max-age", most: number, values: Values): number {
  const text = values.text(name) ?? "";
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= most && (number > 0 || name === "max-age")) return number;
  throw new Fault("usage", `${values.spelling(name)} is ${printable(text)}`, { hint: `write a number up to ${most}` });
}
