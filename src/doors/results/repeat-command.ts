import { basename } from "node:path";
import { quoteSh } from "../../kernel/shell.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { VerifyValues } from "../requests/verify-request.ts";

/** What is typed again to verify the same release. */
export const REPEATED = ["policy", "repository", "identity", "issuer", "release", "sigstore", "trusted-root"] as const;
/** Of the whole program alone. */
const OF_LOG = ["log", "log-signer", "log-branch", "max-head-age"];
const PATHS: ReadonlySet<string> = new Set(["policy", "trusted-root"]);

/**
 * What is typed in a shell to check the same again, with the names of files and not the folders of this computer; undefined for
 * what was piped in, and for a name that no command can hold.
 */
export function repeatCommand(files: readonly string[], values: VerifyValues): string | undefined {
  if (files[0] === "-") return undefined;
  const options = REPEATED.flatMap((name) => {
    const value = values.isGiven(name) ? values.text(name) : undefined;
    // The runner gives every input its default.
    const isDefault = name === "sigstore" && value === "auto";
    return value === undefined || isDefault ? [] : [`--${name}`, PATHS.has(name) ? basename(value) : value];
  });
  const log = OF_LOG.flatMap((name) =>
    (values.given.get(name) ?? []).flatMap((value) => [
      `--${name}`,
      name === "log" && !value.includes("://") ? basename(value) : value,
    ]),
  );
  const names = files.map((path) => basename(path));
  const end = names.some((name) => name.startsWith("-")) ? ["--"] : [];
  const words = ["capsule", "verify", ...options, ...log, ...end, ...names];
  return unlessRefused(() => words.map(quoteSh).join(" "), undefined);
}
