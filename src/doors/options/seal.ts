import { carryingLogOptions } from "./asking-log.ts";
import { githubToken } from "./github-token.ts";
import { signingKey, signingKeyOptions } from "./keys.ts";
import { notarySigningOptions } from "./notary-signing.ts";
import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";
import { releaseTextOptions } from "./release-text.ts";
import {
  assetsFrom,
  backfill,
  checksumsName,
  commit,
  evidence,
  images,
  installer,
  json,
  manifest,
  name,
  publish,
  quiet,
  releaseImageFormat,
  report,
  repository,
  risk,
  sign,
  tag,
  trustedRoot,
  unsafePublicLog,
  unsafeTrigger,
  verbose,
  version,
} from "./shared.ts";

export const sealDescription = {
  arguments: "[assets...]",
  summary: "sign assets, describe them, and pack the evidence into one capsule",
  examples: ["seal --sigstore local dist/*", "seal --name tool --version 1.2.3 --out evidence dist/tool.tar.gz"],
  exits: [[0, "sealed, and verified as a consumer would"], REFUSED, USAGE, ENVIRONMENT],
  options: {
    "assets-from": assetsFrom,
    images,
    "image-format": releaseImageFormat,
    evidence,
    risk,
    name,
    version,
    tag,
    repository,
    commit,
    manifest,
    sigstore: {
      kind: "text",
      placeholder: "INSTANCE",
      default: "auto",
      description:
        "who signs: auto, public-good, public-good-rekor-v2 (its newer log), github, staging, local (proves nothing, for trying), the path of a signing config, or with a key none, which takes no timestamp",
    },
    key: signingKey,
    ...signingKeyOptions,
    keys: {
      kind: "text",
      placeholder: "FILE",
      description:
        "with key: the project's list of its keys, which VERIFY.md shows; by default release/keys.json of the checkout, if there is one",
    },
    "trusted-root": trustedRoot,
    sign,
    sbom: {
      kind: "lines",
      placeholder: "FILE",
      description:
        "files with SBOMs that other tools made: merged into that of the asset whose digest they name, else into the release's",
    },
    "sbom-attestations": {
      kind: "choice",
      values: ["off", "cyclonedx", "spdx", "both"],
      default: "off",
      description:
        "statements that have the SBOM of each asset as their predicate, as actions/attest-sbom makes them: signed one by one, kept by GitHub with the provenance, and with publish: full beside the assets",
    },
    "sbom-quality": {
      kind: "text",
      placeholder: "GATE",
      default: "warn",
      description:
        "what SBOMs must be: warn (none is empty although all contents were read; what cannot be read is a warning), plausible (all can be read), a least score of 0 to 100, or off",
    },
    "sbom-diff": {
      kind: "choice",
      values: ["warn", "fail", "off"],
      default: "warn",
      description:
        "what to do if the SBOM breaks a rule since the release before: other bytes in one version, a lost digest, another class of licence",
    },
    publish,
    draft: {
      kind: "choice",
      values: ["keep", "publish"],
      default: "publish",
      description:
        "whether the draft of the release stays one or becomes public once all of it was read back and verified",
      only: "input",
    },
    prerelease: {
      kind: "choice",
      values: ["auto", "true", "false"],
      default: "auto",
      description:
        "whether the release is a prerelease; auto leaves a draft as it is, and a new one is what its version says",
      only: "input",
    },
    latest: {
      kind: "choice",
      values: ["auto", "true", "false"],
      default: "auto",
      description:
        "whether the release becomes the latest one; auto sends nothing, and GitHub then takes any release that is not a prerelease, even a patch of an older line",
      only: "input",
    },
    ...releaseTextOptions,
    replace: {
      kind: "switch",
      description: "replace files of the draft that differ; a published file is never replaced",
      only: "input",
    },
    installer,
    report: { ...report, only: "input" },
    backfill,
    embargo: {
      kind: "switch",
      description:
        "leave no public trace: refuse every way of signing that writes into a log, and everything that publishes",
      only: "flag",
    },
    "unsafe-public-log": unsafePublicLog,
    attestations: {
      kind: "choice",
      values: ["auto", "required", "off"],
      default: "auto",
      description:
        "whether GitHub keeps provenance and root statement for gh attestation verify, which needs attestations: write; off writes no storage records of images either",
      only: "input",
    },
    ...notarySigningOptions,
    "notary-beside": {
      kind: "switch",
      description: "put the Notary signatures beside the files, too, as FILE.jws.sig or FILE.cose.sig",
      only: "flag",
    },
    previous: {
      kind: "text",
      placeholder: "FILE",
      description:
        "the capsule of the release before, to link it; without it none is linked, for only the Action finds it on GitHub",
      only: "flag",
    },
    ...carryingLogOptions,
    "unsafe-trigger": unsafeTrigger,
    "checksums-name": checksumsName,
    out: {
      kind: "text",
      placeholder: "DIR",
      description:
        "where the evidence is written; by default ./<name>-<version>.release/, which git ignores, in the Action below the runner's temporary folder",
    },
    "dry-run": { kind: "switch", description: "do everything with a local signer in memory, and write nothing" },
    "github-token": githubToken,
    json,
    quiet,
    verbose,
  },
} as const satisfies CommandDescription;
