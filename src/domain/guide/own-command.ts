import { sharesFileName } from "../capsule/capsule-file-name.ts";
import { command, fileWord, type ShellCommand } from "./command.ts";
import { VERIFIER_PLACE } from "./verifier.ts";

/** What decides how `capsule verify` is called for a release. */
export interface OwnCommand {
  readonly instance: "public-good" | "github" | "staging" | "custom" | "local";
  readonly identityFlags: readonly string[];
  /** Of the trusted root that no program has built in. */
  readonly trustedRoot: string | undefined;
  readonly release: { readonly name: string; readonly version: string };
}

/** A release as its readers verify it in the folder of their downloads. */
export interface ReadersCommand extends OwnCommand {
  /** File name. */
  readonly capsule: string;
  /** File names, or digests as `sha256:…`; by default everything that lies there. */
  readonly asked?: readonly string[];
  /** Where the program is; by default in the folder above. */
  readonly program?: string;
}

/** The command that VERIFY.md, the page of a run and `capsule seal` give to readers. Fault: `text-unquotable`. */
export function readersCommand({
  capsule,
  asked = [],
  program = VERIFIER_PLACE,
  ...release
}: ReadersCommand): ShellCommand {
  const [verb = "", ...words] = verifyWords(release);
  return command(["node", { sh: program, powershell: program }, verb, fileWord(capsule), ...asked, ...words]);
}

/** The words of `capsule verify` before the capsule: who must have signed, of which release if its file name leaves that open, under which root. */
export function verifyWords({ instance, identityFlags, trustedRoot, release }: OwnCommand): string[] {
  const named = sharesFileName(release) ? ["--release", `${release.name}@${release.version}`] : [];
  return ["verify", ...identityFlags, ...named, ...trustWords(instance, trustedRoot)];
}

/** The digests to ask for where a release has no file that could lie beside its capsule. */
export function askedImages({
  assets,
  images = [],
}: {
  readonly assets: readonly unknown[];
  readonly images?: readonly { readonly sha256: string }[];
}): string[] {
  return assets.length > 0 ? [] : images.map(({ sha256 }) => `sha256:${sha256}`);
}

/** Under which name a reader has the trusted root that the release needs; `written` is the one put beside the evidence. */
export function trustedRootFile(instance: OwnCommand["instance"], written: string | undefined): string | undefined {
  return written ?? (instance === "custom" ? "trusted_root.json" : undefined);
}

function trustWords(instance: OwnCommand["instance"], trustedRoot: string | undefined): string[] {
  if (trustedRoot !== undefined) return ["--trusted-root", trustedRoot];
  // Nobody trusts what was only tried, unless they say so.
  return instance === "staging" ? ["--sigstore", "staging"] : [];
}
