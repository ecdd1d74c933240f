import { resolve } from "node:path";
import { AUDIT_ROWS, auditExitCode } from "../../domain/audit/audit-row.ts";
import { EXPECTATIONS } from "../../domain/audit/judge-release.ts";
import { parsePackage } from "../../domain/audit/packages.ts";
import { GITHUB_WEB } from "../../domain/source/github-issuer.ts";
import { parseRepository } from "../../domain/source/repository.ts";
import { audit } from "../../journeys/audit/audit.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { auditJson } from "../../views/audit-json.ts";
import { auditSummary } from "../../views/audit-summary.ts";
import { auditText } from "../../views/audit-text.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { readKeys } from "../read-keys.ts";
import { readPolicy } from "../read-policy.ts";
import { parseReleaseWord } from "../release-word.ts";
import { trustSettings } from "../trust-settings.ts";
import { namesSigner, verifyRequest } from "../verify-request.ts";
import { verifyingValues } from "../verifying-values.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule audit owner/repo[@tag]`: the result goes to standard output, as text or as one JSON object. */
export const auditCommand: RunCommand<"audit"> = async ([word = ""], values, io) => {
  const { repository: written, tag } = parseReleaseWord(word);
  const { url: repository } = parseRepository(written, io.env("GITHUB_SERVER_URL") ?? GITHUB_WEB);
  const named = verifyingValues(values.given);
  const asked = namesSigner(named) ? named : verifyingValues(values.given, { repository });
  const now = new Date();
  const policy = await readPolicy(asked, io);
  const keys = await readKeys(asked, io);
  const { identity } = verifyRequest(NO_FILES, asked, { folder: io.folder, policy: policy?.parsed, keys, now });
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(io.folder, path));
  const [kept, record] = [at(values.text("capsule")), at(values.text("record"))];
  const order = {
    ...{ tag, identity, now, download: values.isOn("download") },
    ...(policy === undefined ? {} : { policy: policy.parsed }),
    ...(kept === undefined ? {} : { kept }),
    ...(record === undefined ? {} : { record }),
    expected: chosen(values, "expect", EXPECTATIONS),
    optional: chosen(values, "optional", AUDIT_ROWS),
    packages: values.lines("package").map(parsePackage),
  };
  const progress = io.progress(values.isOn("quiet"));
  const token = io.env("GITHUB_TOKEN") ?? io.env("GH_TOKEN");
  const ports = await io.auditPorts({ ...trustSettings(asked, io.folder), progress, token, repository });
  const audited = await audit(order, ports);
  progress.done();
  const { paint, width = 80 } = io;
  if (values.isOn("json")) io.out(jsonText(auditJson(audited)));
  else io.out(auditText(audited, { paint, width, verbose: values.isOn("verbose") }));
  const summary = at(values.text("summary"));
  if (summary !== undefined) await addTo(summary, auditSummary(audited), io);
  return auditExitCode(audited.outcome);
};

/** The capsule is the one of the release, which is downloaded. */
const NO_FILES = { capsule: { path: "" }, assets: [] };

function chosen<T extends string>(
  values: OptionValues<OptionsOf<"audit">>,
  name: "expect" | "optional",
  known: readonly T[],
): T[] {
  return values.lines(name).map((word) => {
    const found = known.find((one) => one === word);
    if (found !== undefined) return found;
    throw new Fault("usage", `${values.spelling(name)} is ${printable(word)}`, { hint: `use ${known.join(", ")}` });
  });
}

const MAX_SUMMARY_BYTES = 1 << 20;

/** After what other steps of the job wrote there. */
async function addTo(path: string, text: string, { files }: Pick<Console, "files">): Promise<void> {
  const before = (await files.facts(path)) === undefined ? new Uint8Array() : await files.read(path, MAX_SUMMARY_BYTES);
  const added = encodeUtf8(text);
  const all = new Uint8Array(before.length + added.length);
  all.set(before);
  all.set(added, before.length);
  await files.write(path, all);
}
