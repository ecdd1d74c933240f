/** The commands of the program, in the order of the help. */
export const COMMANDS = [
  "seal",
  "check",
  "verify",
  "show",
  "guide",
  "sbom",
  "diff",
  "completion",
  "sign-bundle",
  "verify-bundle",
] as const;
export type Command = (typeof COMMANDS)[number];

/** The Action runs these commands. */
export const ACTION_COMMANDS = ["seal", "check", "verify"] as const;

/**
 * One option. It is a flag of the commands in `flagOf`, an input of the Action where `input` says so, and both behave
 * alike: flags, help, action.yml and the tables of the README are made from this list and nothing else.
 */
export interface Option {
  /** Flag and input name, in kebab case. */
  readonly name: string;
  /** `lines` may be given several times as a flag, and one per line as an input. */
  readonly kind: "text" | "choice" | "switch" | "lines";
  /** Of a choice. */
  readonly values?: readonly string[];
  /** What holds where nothing is given; shown in help and action.yml. */
  readonly default?: string;
  /** An expression that the runner evaluates where the input is not given; it stands in action.yml alone. */
  readonly runnerDefault?: string;
  /** For the help: what stands for the value. */
  readonly placeholder?: string;
  /** One sentence without a full stop. */
  readonly description: string;
  /** Where a command needs other words. */
  readonly describedFor?: Partial<Record<Command, string>>;
  readonly flagOf: readonly Command[];
  readonly input: boolean;
  /** Other spellings of the flag, as other verifiers know it. */
  readonly aliases?: readonly string[];
  /** Set where the behaviour is not built yet: giving the option is refused, never ignored. */
  readonly planned?: true;
}

export const OPTIONS = [
  {
    name: "command",
    kind: "choice",
    values: ACTION_COMMANDS,
    default: "seal",
    description: "what to do",
    flagOf: [],
    input: true,
  },
  {
    name: "assets",
    kind: "lines",
    description: "files, folders and patterns to seal; with `command: verify`, the capsule and then its assets",
    flagOf: [],
    input: true,
  },
  {
    name: "assets-from",
    kind: "lines",
    placeholder: "LIST",
    description:
      "what another tool made: a checksum list, artifacts.json of GoReleaser, dist-manifest.json of dist, `artifacts-list` for what the runner was told of, or `release` for the files of the draft",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "images",
    kind: "lines",
    placeholder: "IMAGE",
    description:
      "container images of the release as registry/repository@sha256:…: sealed by digest alone, nothing is fetched from or attached in a registry",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "evidence",
    kind: "lines",
    placeholder: "FILE[=ASSET]",
    description:
      "test results, scan reports, VEX and attestations of others, with `=ASSET` or `=*` where the file does not say which asset it is about",
    flagOf: ["seal"],
    input: true,
  },
  {
    name: "name",
    kind: "text",
    placeholder: "NAME",
    description: "name of the release; by default the last segment of the repository, else of the folder",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "version",
    kind: "text",
    placeholder: "VERSION",
    description: "version of the release; by default that of the tag",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "tag",
    kind: "text",
    placeholder: "TAG",
    description: "tag of the release; by default the one that the run was started for, or that points at the commit",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "repository",
    kind: "text",
    placeholder: "OWNER/NAME",
    description: "where the source is; by default that of the run or the remote `origin`",
    describedFor: { verify: "the GitHub repository whose workflow must have signed" },
    flagOf: ["seal", "check", "verify"],
    input: true,
  },
  {
    name: "commit",
    kind: "text",
    placeholder: "HEX",
    description: "commit that was built; by default that of the run or the checkout",
    flagOf: ["seal", "check"],
    input: false,
  },
  {
    name: "manifest",
    kind: "text",
    placeholder: "FILE",
    description: "the release manifest; by default release/manifest.yaml or .json of the checkout, where there is one",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "policy",
    kind: "text",
    placeholder: "FILE",
    description: "a file that says who must have signed and what is required, instead of an identity",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "sigstore",
    kind: "text",
    placeholder: "INSTANCE",
    default: "auto",
    description:
      "who signs: auto, public-good, github, staging, local (proves nothing, for trying) or the path of a signing config",
    describedFor: { verify: "whose built-in trusted root counts: auto is public-good and github, or staging" },
    flagOf: ["seal", "verify"],
    input: true,
  },
  {
    name: "trusted-root",
    kind: "text",
    placeholder: "FILE",
    description: "the trusted root to verify under, instead of those built in",
    flagOf: ["seal", "verify", "verify-bundle", "sign-bundle"],
    input: true,
  },
  {
    name: "unsafe-capsule-root",
    kind: "switch",
    description: "accept as trusted root a file that a capsule carried",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "sign",
    kind: "choice",
    values: ["each", "once"],
    default: "each",
    description: "a signature for each asset, or only for the checksum list and the statements",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "sbom",
    kind: "lines",
    placeholder: "FILE",
    description:
      "files with SBOMs that other tools made: merged into that of the asset whose digest they name, else into the release's",
    flagOf: ["seal"],
    input: true,
  },
  {
    name: "sbom-quality",
    kind: "text",
    placeholder: "GATE",
    default: "plausible",
    description:
      "what SBOMs must be: plausible (none is empty although contents are recognisable), a least score of 0 to 100, or off",
    flagOf: ["seal"],
    input: true,
  },
  {
    name: "sbom-diff",
    kind: "choice",
    values: ["warn", "fail", "off"],
    default: "warn",
    description:
      "what to do where the SBOM breaks a rule since the release before: other bytes in one version, a lost digest, another class of licence",
    flagOf: ["seal"],
    input: true,
  },
  {
    name: "publish",
    kind: "choice",
    values: ["standard", "full", "capsule", "none"],
    default: "standard",
    description:
      "what is put beside the assets: seven files, two more for each asset, only capsule and VERIFY.md, or nothing: then no release is touched, and these two are in the folder of the evidence alone",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "draft",
    kind: "choice",
    values: ["keep", "publish"],
    default: "publish",
    description:
      "whether the draft of the release stays one or becomes public once all of it was read back and verified",
    flagOf: [],
    input: true,
  },
  {
    name: "prerelease",
    kind: "choice",
    values: ["auto", "true", "false"],
    default: "auto",
    description:
      "whether the release is a prerelease; auto leaves a draft as it is, and a new one is what its version says",
    flagOf: [],
    input: true,
  },
  {
    name: "latest",
    kind: "choice",
    values: ["auto", "true", "false"],
    default: "auto",
    description: "whether the release becomes the latest one; auto leaves that to GitHub",
    flagOf: [],
    input: true,
  },
  {
    name: "replace",
    kind: "switch",
    description: "replace files of the draft that differ; a published file is never replaced",
    flagOf: [],
    input: true,
  },
  {
    name: "backfill",
    kind: "switch",
    description:
      "seal a release that is public already, from its own files: claims no provenance; needs tag, and a checkout of it",
    flagOf: [],
    input: true,
  },
  {
    name: "unsafe-public-log",
    kind: "switch",
    description: "let the name of a private repository enter a public log",
    flagOf: ["seal"],
    input: true,
  },
  {
    name: "identity",
    kind: "text",
    placeholder: "TEXT",
    description: "exact subject alternative name of the certificate; needs issuer",
    flagOf: ["verify", "verify-bundle"],
    input: true,
    aliases: ["cert-identity", "certificate-identity"],
  },
  {
    name: "issuer",
    kind: "text",
    placeholder: "URL",
    description: "exact issuer of the signer's identity",
    flagOf: ["verify", "verify-bundle"],
    input: true,
    aliases: ["cert-oidc-issuer", "certificate-oidc-issuer"],
  },
  {
    name: "source-ref",
    kind: "text",
    placeholder: "REF",
    description: "with repository: the git ref that was built, instead of the release's tag",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "signer-workflow",
    kind: "text",
    placeholder: "OWNER/REPO/PATH[@REF]",
    description: "with repository: the reusable workflow that may sign for it",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "unsafe-trigger",
    kind: "lines",
    placeholder: "EVENT",
    description: "with repository: another event than push, release and workflow_dispatch that may start the run",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "unsafe-identity-pattern",
    kind: "text",
    placeholder: "REGEX",
    description: "regular expression for the whole subject alternative name; needs unsafe-issuer-pattern",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "unsafe-issuer-pattern",
    kind: "text",
    placeholder: "REGEX",
    description: "regular expression for the whole issuer",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "release",
    kind: "text",
    placeholder: "NAME@VERSION",
    description: "the release that the capsule must be of; by default its file name says it",
    flagOf: ["verify"],
    input: false,
  },
  {
    name: "expect-release",
    kind: "text",
    description: "the release that the capsule must be of, as name@version; by default its file name says it",
    flagOf: [],
    input: true,
  },
  {
    name: "all",
    kind: "switch",
    description: "every asset of the release must be there",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "evidence-only",
    kind: "switch",
    description: "it is enough that the evidence is sound, without any asset",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "online",
    kind: "switch",
    description: "fetch the newest trusted root from the instance's update repository; otherwise no socket is opened",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "effective-time",
    kind: "text",
    placeholder: "TIME",
    description: "with policy: the time at which it must hold; by default now",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "pin",
    kind: "text",
    placeholder: "FILE",
    description: "record the ids of repository and owner at first use, and refuse a change",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "vsa",
    kind: "text",
    placeholder: "FILE",
    description: "write a SLSA Verification Summary, unsigned",
    flagOf: ["verify"],
    input: true,
  },
  planned("report", "text", "write a page about the verification", ["verify"], false),
  {
    name: "attestations",
    kind: "choice",
    values: ["auto", "required", "off"],
    default: "auto",
    description:
      "whether GitHub keeps provenance and root statement for gh attestation verify; needs attestations: write",
    flagOf: [],
    input: true,
  },
  {
    name: "previous",
    kind: "text",
    placeholder: "FILE",
    description: "the capsule of the release before, which this one must name and which must verify",
    flagOf: ["verify"],
    input: true,
  },
  {
    name: "checksums-name",
    kind: "text",
    placeholder: "NAME",
    default: "checksums.txt",
    description: "name of the published checksum list, where that of another tool has to stay beside it",
    flagOf: ["seal", "check"],
    input: true,
  },
  {
    name: "out",
    kind: "text",
    placeholder: "DIR",
    description:
      "where the evidence is written; by default ./<name>-<version>.release/, in the Action below the runner's temporary folder",
    flagOf: ["seal"],
    input: true,
  },
  {
    name: "dry-run",
    kind: "switch",
    description: "do everything with a local signer in memory, and write nothing",
    flagOf: ["seal"],
    input: true,
  },
  {
    name: "summary",
    kind: "switch",
    default: "true",
    description: "write a summary of the result to the page of the run",
    flagOf: [],
    input: true,
  },
  {
    name: "github-token",
    kind: "text",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner evaluates it.
    runnerDefault: "${{ github.token }}",
    description: "token that publishes the release; needs contents: write",
    flagOf: [],
    input: true,
  },
  {
    name: "bundle",
    kind: "text",
    placeholder: "FILE",
    description: "the Sigstore bundle",
    flagOf: ["verify-bundle", "sign-bundle"],
    input: false,
  },
  {
    name: "identity-token",
    kind: "text",
    placeholder: "JWT",
    description: "the identity token to sign with",
    flagOf: ["sign-bundle"],
    input: false,
  },
  {
    name: "signing-config",
    kind: "text",
    placeholder: "FILE",
    description: "the services to sign with",
    flagOf: ["sign-bundle"],
    input: false,
  },
  {
    name: "in-toto",
    kind: "switch",
    description: "the file is an in-toto statement, which is signed as such",
    flagOf: ["sign-bundle"],
    input: false,
  },
  {
    name: "key",
    kind: "text",
    placeholder: "FILE",
    description: "the public key that must have signed, instead of an identity",
    flagOf: ["verify-bundle"],
    input: false,
  },
  {
    name: "staging",
    kind: "switch",
    description: "use the staging instance",
    flagOf: ["verify-bundle", "sign-bundle"],
    input: false,
  },
  {
    name: "format",
    kind: "text",
    placeholder: "FORMAT",
    description: "cyclonedx or spdx; by default cyclonedx",
    describedFor: { diff: "text, markdown, or statement, an in-toto statement to sign; by default text" },
    flagOf: ["sbom", "diff"],
    input: false,
  },
  {
    name: "spec-version",
    kind: "text",
    placeholder: "VERSION",
    description: "of CycloneDX 1.6 or 1.7, of SPDX 2.3 or 3.0.1; by default the first of each",
    flagOf: ["sbom"],
    input: false,
  },
  {
    name: "with",
    kind: "lines",
    placeholder: "FILE",
    description: "merge the SBOM that another tool made of the same file; it must be sound, and of these bytes",
    flagOf: ["sbom"],
    input: false,
  },
  {
    name: "check",
    kind: "switch",
    description: "score an SBOM, or the one that would be written, instead of printing it",
    flagOf: ["sbom"],
    input: false,
  },
  {
    name: "strict",
    kind: "switch",
    description:
      "exit with 1 where a change breaks a rule: other bytes in one version, a lost digest, another class of licence",
    flagOf: ["diff"],
    input: false,
  },
  {
    name: "json",
    kind: "switch",
    description: "print the result as one JSON object on standard output",
    flagOf: ["seal", "check", "verify", "show", "sbom", "diff"],
    input: false,
  },
  {
    name: "quiet",
    kind: "switch",
    description: "show no progress",
    flagOf: ["seal", "check", "verify"],
    input: false,
  },
] as const satisfies readonly Option[];

export type OptionName = (typeof OPTIONS)[number]["name"];

/** The flags of one command, in the order of the table. */
export function flagsOf(command: Command): readonly Option[] {
  return OPTIONS.filter((option: Option) => option.flagOf.includes(command));
}

/** The inputs of the Action, in the order of the table. */
export function actionInputs(): readonly Option[] {
  return OPTIONS.filter((option) => option.input);
}

/** What an input means: of which command it is, where that is not sealing, and how it is written. */
export function inputDescription(option: Option): string {
  const { description, describedFor, flagOf, name, kind } = option;
  const verifying = "with `command: verify`";
  const isOfVerify =
    name === "expect-release" || (flagOf.length > 0 && !flagOf.includes("seal") && flagOf.includes("verify"));
  return [
    ...[(isOfVerify ? `${verifying}: ` : "") + description],
    ...(kind === "lines" ? ["one per line"] : []),
    ...(describedFor?.verify === undefined ? [] : [`${verifying}: ${describedFor.verify}`]),
  ].join("; ");
}

/** An option whose behaviour a later version brings. By default an input, and a flag of `seal`. */
function planned<const N extends string>(
  name: N,
  kind: Option["kind"],
  description: string,
  flagOf: readonly Command[] = ["seal"],
  input = true,
) {
  return { name, kind, description, flagOf, input, planned: true } as const;
}
