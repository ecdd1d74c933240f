import { randomBytes } from "node:crypto";
import { relative, resolve } from "node:path";
import { sha256Hex } from "../../crypto/node-digest.ts";
import {
  type AnnouncementFile,
  MAX_ANNOUNCEMENT_BYTES,
  parseAnnouncementFile,
} from "../../domain/announcement/announcement-file.ts";
import { lateDays, lateHandOver, timingOf } from "../../domain/announcement/late-days.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { commitRelease } from "../../journeys/embargo/commit-release.ts";
import { handOver } from "../../journeys/embargo/hand-over.ts";
import { liftEmbargo } from "../../journeys/embargo/lift-embargo.ts";
import { readSealed, type SealedFiles } from "../../journeys/embargo/read-sealed.ts";
import { readUnverified } from "../../journeys/show/read-unverified.ts";
import { verifyCapsule } from "../../journeys/verify/verify.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { embargoJson, type ShownEmbargo, shownEmbargo } from "../../views/announcement/embargo-json.ts";
import { embargoText } from "../../views/announcement/embargo-text.ts";
import { handoverMarkdown } from "../../views/announcement/handover-markdown.ts";
import { verificationJson } from "../../views/verification/verification-json.ts";
import { verificationText } from "../../views/verification/verification-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { EMBARGO_ACTIONS } from "../options/embargo.ts";
import { type EmbargoValues, logToTell } from "../requests/embargo-request.ts";
import { filesToVerify } from "../requests/files-to-verify.ts";
import { readKeys } from "../requests/read-keys.ts";
import { readPolicy } from "../requests/read-policy.ts";
import { namesSigner, noIdentity, verifyRequest } from "../requests/verify-request.ts";
import { verifyingValues } from "../requests/verifying-values.ts";
import { handoverFacts } from "../results/handover-facts.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { VerifySettings } from "../surroundings.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

const MAX_RECORD_BYTES = 8 << 20;

/** `capsule embargo <action> <announcement> <capsule> [files…]`: the first of the files is the capsule. */
export const embargoCommand: RunCommand<"embargo"> = async ([name = "", announcement = "", ...words], values, io) => {
  const action = EMBARGO_ACTIONS.find((one) => one === name);
  if (action === undefined) {
    throw new Fault("usage", `embargo has no action ${printable(name)}`, {
      hint: `it has ${EMBARGO_ACTIONS.join(", ")}`,
    });
  }
  refuseStray(action, values);
  const path = resolve(io.folder, announcement);
  const file = parseAnnouncementFile(await io.files.read(path, MAX_ANNOUNCEMENT_BYTES), io.files.nameOf(path));
  const now = new Date();
  const early = action === "lift" ? whyEarly(file, now, values) : undefined;
  const asked = verifyingValues(values.given);
  if (!namesSigner(asked)) throw noIdentity(asked.spelling);
  const files = await filesToVerify(words, asked, io);
  const policy = await readPolicy(asked, io);
  const keys = await readKeys(asked, io);
  const request = verifyRequest(files, asked, { folder: io.folder, policy: policy?.parsed, keys, now });
  const progress = io.progress(values.isOn("quiet"));
  const settings = { ...trustSettings(asked, io.folder), progress };
  const ports = await io.verifyPorts(settings);
  // The log is told of the root alone.
  const order = action === "commit" ? { ...request, evidenceOnly: true } : { ...request, all: true };
  const verification = await verifyCapsule({ ...order, capsule: files.capsule }, ports);
  const { root } = verification;
  const { paint, width = 80 } = io;
  if (verification.verdict !== "verified" || root === undefined) {
    progress.done();
    io.err(`${printable(words[0] ?? "")} does not verify, so nothing was done\n`);
    const page = {
      ...{ paint, width, spelling: asFlag, repository: asked.text("repository"), verbose: false },
      ...{ evidence: words[0] ?? "", command: undefined, online: values.isOn("online") },
    };
    io.out(
      values.isOn("json") ? jsonText(verificationJson(verification, asFlag)) : verificationText(verification, page),
    );
    return verification.exitCode;
  }
  const { name: product, version } = root.statement.predicate.release;
  const common = { action, id: file.id, release: `${product} ${version}`, publish: file.publish } as const;
  const call = { file, path, root, now, early, values, io, settings, common };
  const shown =
    action === "commit"
      ? await commit(call)
      : await WITH_FILES[action](call, await readSealed({ verification, path: files.capsule.path }, ports));
  progress.done();
  io.out(values.isOn("json") ? jsonText(embargoJson(shown)) : embargoText(shown, { paint, width }));
  return 0;
};

interface Call {
  readonly file: AnnouncementFile;
  /** Absolute, of the announcement. */
  readonly path: string;
  readonly root: VerifiedRoot;
  readonly now: Date;
  /** Why the time is not waited for. */
  readonly early: string | undefined;
  readonly values: EmbargoValues;
  readonly io: Console;
  readonly settings: VerifySettings;
  readonly common: Pick<ShownEmbargo, "action" | "id" | "release" | "publish">;
}

type Action = (typeof EMBARGO_ACTIONS)[number];

async function commit(call: Call): Promise<ShownEmbargo> {
  const { file, root, values, io, settings, common } = call;
  const log = await logToTell(values, settings, io);
  if (log === undefined) {
    throw new Fault("usage", "nothing says which log is told", { hint: `name it with ${values.spelling("log")}` });
  }
  const dryRun = values.isOn("dry-run");
  const path = secretPlace(call);
  const release = { path, id: file.id, root: root.sha256, salt: encodeHex(new Uint8Array(randomBytes(32))) };
  const { commitment, isNew, index } = await commitRelease(release, log, { dryRun, files: io.files });
  const status = isNew ? (dryRun ? "would" : "done") : "already";
  const at = index === undefined ? null : `leaf ${index}`;
  return shownEmbargo({
    ...{ ...common, dryRun, commitment: commitment ?? null },
    file: relative(io.folder, path) || path,
    late: lateDays(file),
    steps: [{ does: "commit", about: common.release, status, at }],
  });
}

const WITH_FILES: Readonly<
  Record<Exclude<Action, "commit">, (call: Call, sealed: SealedFiles) => Promise<ShownEmbargo>>
> = {
  "hand-over": async ({ file, path, now, values, io, common }, sealed) => {
    const named = values.text("out");
    const out = named === undefined ? besideOf(path, `${file.id}.handover.tar`, io) : resolve(io.folder, named);
    const facts = handoverFacts(sealed, { archive: io.files.nameOf(out), trustedRoot: values.text("trusted-root") });
    const files = await handOver({ sealed, page: handoverMarkdown(file, facts), out }, io);
    const late = [...lateDays(file), ...lateHandOver(file, now)];
    return shownEmbargo({ ...common, late, file: relative(io.folder, out) || out, files: [...files] });
  },

  lift: async (call, sealed) => {
    const { file, path, now, early, values, io, settings, common } = call;
    const log = await logToTell(values, settings, io);
    const dryRun = values.isOn("dry-run");
    const folder = values.text("announced");
    const announced = folder === undefined ? besideOf(path, `${file.id}.announcement`, io) : resolve(io.folder, folder);
    const affected = [];
    for (const word of values.lines("affected")) {
      const { statement, rootSha256 } = await readUnverified({ path: resolve(io.folder, word) }, new Set(), io);
      affected.push({ statement, sha256: rootSha256 });
    }
    if (affected.length === 0) {
      throw new Fault("usage", "nothing says which releases are affected", {
        hint: `name their capsules with ${values.spelling("affected")}`,
      });
    }
    if (affected.some(({ sha256 }) => sha256 === sealed.root.sha256)) {
      throw new Fault("usage", "the release with the fix is named as affected, and would be withdrawn");
    }
    const record = await io.files.read(io.files.join(announced, `${file.id}.osv.json`), MAX_RECORD_BYTES);
    const { repository, repositoryId, tag } = sealed.root.statement.predicate.release;
    const isElsewhere = values.isOn("elsewhere");
    const gitHub = isElsewhere ? undefined : await io.publishingOn({ repository, repositoryId }, settings.progress);
    const steps = await liftEmbargo(
      { sealed, affected, id: file.id, secret: secretPlace(call), restsOn: sha256Hex(record), dryRun },
      {
        host: gitHub?.host,
        isPublic: async () => (await gitHub?.isPublic(tag ?? "")) ?? false,
        log,
        files: io.files,
        progress: settings.progress,
      },
    );
    const { late } = timingOf(file, now);
    return shownEmbargo({
      ...{ ...common, dryRun, early: early ?? null },
      late: [...lateDays(file), ...(late === undefined ? [] : [late])],
      steps: steps.map(({ at, ...step }) => ({ ...step, at: at ?? null })),
    });
  },
};

/** Why the time of the announcement is not waited for; undefined if it has come, or if nothing is done. Fault: `embargo-refused`. */
function whyEarly(file: AnnouncementFile, now: Date, values: EmbargoValues): string | undefined {
  const reason = values.text("reason");
  if (values.isOn("force") && reason === undefined) {
    throw new Fault("usage", `${values.spelling("force")} needs a reason`, {
      hint: `give it with ${values.spelling("reason")}`,
    });
  }
  if (!values.isOn("force") && reason !== undefined) {
    throw new Fault("usage", `${values.spelling("reason")} means nothing without ${values.spelling("force")}`);
  }
  const { early } = timingOf(file, now);
  if (early === undefined) return undefined;
  if (reason !== undefined) return reason;
  if (values.isOn("dry-run")) return early;
  throw new Fault("embargo-refused", `the day has not come: ${early}`, {
    hint: `wait, or say with ${values.spelling("force")} and ${values.spelling("reason")} why it must be now`,
  });
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

function besideOf(path: string, name: string, { files }: Console): string {
  return files.join(files.folderOf(path), name);
}

function secretPlace({ file, path, values, io }: Call): string {
  const named = values.text("secret");
  return named === undefined ? besideOf(path, `${file.id}.embargo.json`, io) : resolve(io.folder, named);
}
