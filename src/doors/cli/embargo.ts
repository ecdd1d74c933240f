import { randomBytes } from "node:crypto";
import { relative, resolve } from "node:path";
import { commitRelease } from "../../journeys/embargo/commit-release.ts";
import type { EmbargoedRelease, EmbargoOrder, RefusedRelease } from "../../journeys/embargo/embargoed-release.ts";
import { handOver } from "../../journeys/embargo/hand-over.ts";
import { liftEmbargo } from "../../journeys/embargo/lift-embargo.ts";
import type { VerifyPorts } from "../../journeys/verify/verify-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { embargoJson, type ShownEmbargo, shownEmbargo } from "../../views/announcement/embargo-json.ts";
import { embargoText } from "../../views/announcement/embargo-text.ts";
import { handoverMarkdown } from "../../views/announcement/handover-markdown.ts";
import { EMBARGO_ACTIONS } from "../options/embargo.ts";
import { type EmbargoValues, logToTell } from "../requests/embargo-request.ts";
import { releaseToVerify } from "../requests/release-to-verify.ts";
import type { VerifySettings } from "../surroundings.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";
import { showVerification } from "./show-verification.ts";

/** `capsule embargo <action> <announcement> <capsule> [files…]`: the first of the files is the capsule. */
export const embargoCommand: RunCommand<"embargo"> = async ([name = "", announcement = "", ...words], values, io) => {
  const action = EMBARGO_ACTIONS.find((one) => one === name);
  if (action === undefined) {
    throw new Fault("usage", `embargo has no action ${printable(name)}`, {
      hint: `it has ${EMBARGO_ACTIONS.join(", ")}`,
    });
  }
  refuseStray(action, values);
  const now = new Date();
  const { verify, asked, trust } = await releaseToVerify(words, { given: values.given, now }, io);
  const order = { announcement: resolve(io.folder, announcement), verify, now };
  const progress = io.progress(values.isOn("quiet"));
  const settings = { ...trust, progress };
  const shown = await ACTIONS[action]({ order, ports: await io.verifyPorts(settings), settings, values, io });
  progress.done();
  if ("refused" in shown) {
    const [evidence = ""] = words;
    io.err(`${printable(evidence)} does not verify, so nothing was done\n`);
    const [repository, isJson] = [asked.text("repository"), values.isOn("json")];
    return showVerification(
      shown.refused,
      { evidence, repository, verbose: false, online: values.isOn("online"), isJson },
      io,
    );
  }
  const { paint, width = 80 } = io;
  io.out(values.isOn("json") ? jsonText(embargoJson(shown)) : embargoText(shown, { paint, width }));
  return 0;
};

interface Call {
  readonly order: EmbargoOrder & { readonly now: Date };
  readonly ports: VerifyPorts;
  readonly settings: VerifySettings;
  readonly values: EmbargoValues;
  readonly io: Console;
}

type Action = (typeof EMBARGO_ACTIONS)[number];

const ACTIONS: Readonly<Record<Action, (call: Call) => Promise<ShownEmbargo | RefusedRelease>>> = {
  commit: async ({ order, ports, settings, values, io }) => {
    const log = async () => {
      const told = await logToTell(values, settings, io);
      if (told !== undefined) return told;
      throw new Fault("usage", "nothing says which log is told", { hint: `name it with ${values.spelling("log")}` });
    };
    const [secret, dryRun] = [pathIn("secret", values, io), values.isOn("dry-run")];
    const salt = new Uint8Array(randomBytes(32));
    const committed = await commitRelease({ ...order, secret, salt, dryRun }, { ...ports, log });
    if ("refused" in committed) return committed;
    const { isNew, index, commitment = null } = committed;
    const common = shownRelease(committed);
    const status = isNew ? (dryRun ? "would" : "done") : "already";
    const at = index === undefined ? null : `leaf ${index}`;
    return shownEmbargo({
      ...{ action: "commit", ...common, dryRun, commitment, late: [...committed.late] },
      file: relative(io.folder, committed.secret) || committed.secret,
      steps: [{ does: "commit", about: common.release, status, at }],
    });
  },

  "hand-over": async ({ order, ports, values, io }) => {
    const trustedRoot = values.text("trusted-root");
    const handed = await handOver({ ...order, out: pathIn("out", values, io) }, ports, (file, release, archive) =>
      handoverMarkdown(file, release, { archive, trustedRoot }),
    );
    if ("refused" in handed) return handed;
    const { out, files, late } = handed;
    const file = relative(io.folder, out) || out;
    return shownEmbargo({ action: "hand-over", ...shownRelease(handed), late: [...late], file, files: [...files] });
  },

  lift: async ({ order, ports, settings, values, io }) => {
    const [reason, dryRun] = [forcing(values), values.isOn("dry-run")];
    const lifted = await liftEmbargo(
      {
        ...{ ...order, reason, dryRun },
        ...{ secret: pathIn("secret", values, io), announced: pathIn("announced", values, io) },
        affected: values.lines("affected").map((word) => resolve(io.folder, word)),
      },
      {
        ...ports,
        publishing: values.isOn("elsewhere") ? undefined : (release) => io.publishingOn(release, settings.progress),
        log: () => logToTell(values, settings, io),
      },
    );
    if ("refused" in lifted) return lifted;
    const { early = null, late, steps } = lifted;
    return shownEmbargo({
      ...{ action: "lift", ...shownRelease(lifted), dryRun, early, late: [...late] },
      steps: steps.map(({ at = null, ...step }) => ({ ...step, at })),
    });
  },
};

function shownRelease({ file, root }: EmbargoedRelease): Pick<ShownEmbargo, "id" | "release" | "publish"> {
  const { name, version } = root.statement.predicate.release;
  return { id: file.id, release: `${name} ${version}`, publish: file.publish };
}

/** Why the day is not waited for. Fault: `usage`. */
function forcing(values: EmbargoValues): string | undefined {
  const reason = values.text("reason");
  if (values.isOn("force") && reason === undefined) {
    throw new Fault("usage", `${values.spelling("force")} needs a reason`, {
      hint: `give it with ${values.spelling("reason")}`,
    });
  }
  if (!values.isOn("force") && reason !== undefined) {
    throw new Fault("usage", `${values.spelling("reason")} means nothing without ${values.spelling("force")}`);
  }
  return reason;
}

const OF_LIFT = ["affected", "announced", "elsewhere", "force", "reason"] as const;
const OF_LOG = ["log", "log-signer", "log-branch", "log-payloads", "log-key", "secret", "dry-run"] as const;

function refuseStray(action: Action, values: EmbargoValues): void {
  const strays = {
    "hand-over": [...OF_LIFT, ...OF_LOG],
    commit: [...OF_LIFT, "out"] as const,
    lift: ["out"] as const,
  }[action];
  const stray = strays.find((name) => values.isGiven(name));
  if (stray !== undefined) throw new Fault("usage", `${values.spelling(stray)} means nothing with embargo ${action}`);
}

/** Absolute; undefined where nothing is named. */
function pathIn(name: "secret" | "out" | "announced", values: EmbargoValues, { folder }: Console): string | undefined {
  const named = values.text(name);
  return named === undefined ? undefined : resolve(folder, named);
}
