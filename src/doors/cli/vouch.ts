import { relative, resolve } from "node:path";
import { type VouchOrder, vouch } from "../../journeys/vouch/vouch.ts";
import { vouchStatement } from "../../journeys/vouch/vouch-statement.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { saidJson, saidText } from "../../views/log/said-json.ts";
import { vouchedJson } from "../../views/log/vouched-json.ts";
import { vouchedText } from "../../views/log/vouched-text.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { releaseToVerify } from "../requests/release-to-verify.ts";
import { sigstoreNamed } from "../requests/seal-request.ts";
import { isStatementAction, statementAsked } from "../requests/statement-request.ts";
import { verifyingValues } from "../requests/verifying-values.ts";
import { keySettings } from "../settings/key-settings.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";
import { showVerification } from "./show-verification.ts";

/** `capsule vouch approve <capsule>` and `capsule vouch rebuilt <capsule> <folder>`. */
export const vouchCommand: RunCommand<"vouch"> = async ([action = "", capsule = "", folder], values, io) => {
  if (isStatementAction(action)) return vouchForLog([action, capsule, folder], values, io);
  const what = whatIsVouched(action, folder, values, io.folder);
  const { verify: asked, trust } = await releaseToVerify([capsule], { given: values.given, now: new Date() }, io);
  const sigstore = sigstoreNamed(values.text("sign-with"), io.folder);
  if (sigstore.kind === "local") {
    throw new Fault("usage", "what the local instance signs vouches for nothing", { hint: "name another instance" });
  }
  const key = keySettings(values.text("sign-key"), values, { folder: io.folder, shown: values.spelling("sign-key") });
  const progress = io.progress(values.isOn("quiet"));
  const ports = await io.vouchPorts({
    ...{ sigstore, key, progress, unsafePublicLog: values.isOn("unsafe-public-log") },
    ...trust,
  });
  const out = values.text("out");
  // Whoever rebuilt a release judges its evidence; the files are those of the folder.
  const verify = { ...asked, ...(what.kind === "rebuild" ? { evidenceOnly: true } : {}) };
  const order = { verify, what, ...(out === undefined ? {} : { out: resolve(io.folder, out) }) };
  const { verification, vouched } = await vouch(order, ports);
  progress.done();
  const { paint, width = 80 } = io;
  if (vouched === undefined) {
    const repository = asked.identity.kind === "repository" ? asked.identity.repository : undefined;
    const [verbose, online, isJson] = [values.isOn("verbose"), values.isOn("online"), values.isOn("json")];
    return showVerification(verification, { evidence: capsule, repository, verbose, online, isJson }, io);
  }
  const shown = { ...vouched, file: relative(io.folder, vouched.file) || vouched.file };
  io.out(values.isOn("json") ? jsonText(vouchedJson(shown)) : vouchedText(shown, { paint, width }));
  return 0;
};

/** `capsule vouch yanked <capsule>`, `grant <policy>`, `test-result <capsule> <predicate>` and so on. */
async function vouchForLog(
  [action, item, predicate]: readonly [action: string, item: string, predicate: string | undefined],
  values: VouchValues,
  io: Console,
): Promise<number> {
  const says = await statementAsked(action, predicate, { values, world: io });
  const sigstore = sigstoreNamed(values.text("sign-with"), io.folder);
  if (sigstore.kind === "local") throw new Fault("usage", "what the local instance signs vouches for nothing");
  if (values.isGiven("sign-key")) {
    throw new Fault(
      "usage",
      "a log takes statements of identities, not of keys: nobody could revoke what a lost key says",
    );
  }
  const progress = io.progress(values.isOn("quiet"));
  const ports = await io.vouchPorts({
    ...{ sigstore, progress, unsafePublicLog: values.isOn("unsafe-public-log") },
    ...trustSettings(verifyingValues(values.given), io.folder),
  });
  const out = values.text("out");
  const order = {
    item: resolve(io.folder, item),
    says,
    out: out === undefined ? undefined : resolve(io.folder, out),
    folder: io.folder,
  };
  const { file, ...vouched } = await vouchStatement(order, ports);
  progress.done();
  const shown = { ...vouched, file: relative(io.folder, file) || file };
  const { paint, width = 80 } = io;
  io.out(values.isOn("json") ? jsonText(saidJson(shown)) : saidText(shown, { paint, width }));
  return 0;
}

type VouchValues = OptionValues<OptionsOf<"vouch">>;

function whatIsVouched(
  action: string,
  folder: string | undefined,
  values: VouchValues,
  base: string,
): VouchOrder["what"] {
  const builder = values.text("builder");
  switch (action) {
    case "approve":
      if (folder !== undefined)
        throw new Fault("usage", "approve takes one capsule and no folder", {
          hint: "write capsule vouch approve CAPSULE",
        });
      if (builder !== undefined) {
        throw new Fault("usage", `${values.spelling("builder")} means nothing with approve`, {
          hint: "write capsule vouch rebuilt CAPSULE FOLDER",
        });
      }
      return { kind: "approval" };
    case "rebuilt":
      if (folder === undefined) {
        throw new Fault("usage", "the folder of the rebuilt files is not named", {
          hint: "write capsule vouch rebuilt CAPSULE FOLDER",
        });
      }
      if (builder === undefined) {
        throw new Fault("usage", "nothing says how the files were built", {
          hint: `say it with ${values.spelling("builder")}`,
        });
      }
      return { kind: "rebuild", folder: resolve(base, folder), builder };
    default:
      throw new Fault("usage", `vouch has no action ${printable(action)}`, {
        hint: "write capsule vouch approve CAPSULE, or capsule vouch rebuilt CAPSULE FOLDER",
      });
  }
}
