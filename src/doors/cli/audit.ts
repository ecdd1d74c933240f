import { resolve } from "node:path";
import { auditExitCode } from "../../domain/audit/audit-row.ts";
import { audit } from "../../journeys/audit/audit.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { auditJson } from "../../views/audit/audit-json.ts";
import { auditSummary } from "../../views/audit/audit-summary.ts";
import { auditText } from "../../views/audit/audit-text.ts";
import { parseReleaseWord } from "../requests/release-word.ts";
import { addTo, auditRequest } from "./audit-request.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule audit owner/repo[@tag]`: the result goes to standard output, as text or as one JSON object. */
export const auditCommand: RunCommand<"audit"> = async ([word = ""], values, io) => {
  const { repository: written, tag } = parseReleaseWord(word);
  const { order: asked, trust, repository } = await auditRequest(written, values, io);
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(io.folder, path));
  const [kept, record] = [at(values.text("capsule")), at(values.text("record"))];
  const order = {
    ...{ ...asked, tag },
    ...(kept === undefined ? {} : { kept }),
    ...(record === undefined ? {} : { record }),
  };
  const progress = io.progress(values.isOn("quiet"));
  const token = io.env("GITHUB_TOKEN") ?? io.env("GH_TOKEN");
  const ports = await io.auditPorts({ ...trust, progress, token, repository });
  const audited = await audit(order, ports);
  progress.done();
  const summary = at(values.text("summary"));
  if (summary !== undefined) await addTo(summary, auditSummary(audited), io);
  const { paint, width = 80 } = io;
  if (values.isOn("json")) io.out(jsonText(auditJson(audited)));
  else io.out(auditText(audited, { paint, width, verbose: values.isOn("verbose") }));
  return auditExitCode(audited.outcome);
};
