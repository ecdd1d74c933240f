import { resolve } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { askedLog } from "../requests/asked-log.ts";
import { getRequest } from "../requests/get-request.ts";
import { meansRelease } from "../requests/release-word.ts";
import type { VerifyValues } from "../requests/verify-request.ts";
import { runGet } from "./get.ts";
import type { RunCommand } from "./run-command.ts";
import { verifyCommand } from "./verify.ts";

/** What asks something of a capsule that is a file here. */
const OF_FILES = [
  ...(["release", "all", "all-files", "evidence-only", "published", "previous", "vsa", "report"] as const),
  "unsafe-capsule-root",
] as const satisfies readonly Parameters<VerifyValues["isGiven"]>[0][];

/** `capsule verify`: of files that are here, or, for the name of a release, of what GitHub has, which is not kept. */
export const verifyByName: RunCommand<"verify"> = async (words, values, io) => {
  const [first = ""] = words;
  const isFile = async () => (await io.files.facts(resolve(io.folder, first))) !== undefined;
  if (!meansRelease(first) || (await isFile())) {
    const log = await askedLog(values, { askedBy: "digest", now: new Date() }, io);
    return verifyCommand(words, { values, log }, io);
  }
  const odd = OF_FILES.find((name) => values.isGiven(name));
  if (odd !== undefined) {
    throw new Fault("usage", `${values.spelling(odd)} means nothing for the name of a release`, {
      hint: `remove it, or download the release and name its files`,
    });
  }
  const wishes = { out: undefined, withEvidence: false, acceptChecksums: false, mirrors: [] };
  return runGet(await getRequest(words, { values, wishes }, io), values, io);
};
