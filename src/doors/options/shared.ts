import { CHECKSUMS_ENTRY } from "../../domain/capsule/entry-names.ts";
import { IMAGE_FORMATS } from "../../domain/image/image-format.ts";
import type { Option } from "./option.ts";

// Options that several commands have in the same words.

export const assetsFrom = {
  kind: "lines",
  placeholder: "LIST",
  description:
    "what another tool made: a checksum list, artifacts.json of GoReleaser, dist-manifest.json of dist, `artifacts-list` for what the runner was told of, or `release` for the files of the draft",
} as const satisfies Option;
export const images = {
  kind: "lines",
  placeholder: "IMAGE",
  description:
    "container images, charts and other artifacts of registries, as registry/repository@sha256:…, or with a tag, which is looked up once: what is signed is attached to them, too",
} as const satisfies Option;
export const imageFormat = {
  kind: "choice",
  values: IMAGE_FORMATS,
  default: "both",
  description:
    "how signatures are put beside an image: bundle is what cosign 3 and gh read, both adds the signature under the tag that cosign 2 reads, all the other statements, too",
} as const satisfies Option;
export const releaseImageFormat = {
  ...imageFormat,
  values: [...IMAGE_FORMATS, "none"],
  description: `${imageFormat.description}, none nothing: then an image is sealed by its digest alone, and no registry is asked`,
} as const satisfies Option;
export const name = {
  kind: "text",
  placeholder: "NAME",
  description: "name of the release; by default the last segment of the repository, else of the folder",
} as const satisfies Option;
export const version = {
  kind: "text",
  placeholder: "VERSION",
  description: "version of the release; by default that of the tag",
} as const satisfies Option;
export const tag = {
  kind: "text",
  placeholder: "TAG",
  description: "tag of the release; by default the one that the run was started for, or that points at the commit",
} as const satisfies Option;
export const repository = {
  kind: "text",
  placeholder: "OWNER/NAME",
  description: "where the source is; by default that of the run or the remote `origin`",
} as const satisfies Option;
export const commit = {
  kind: "text",
  placeholder: "HEX",
  description: "commit that was built; by default that of the run or the checkout",
  only: "flag",
} as const satisfies Option;
export const manifest = {
  kind: "text",
  placeholder: "FILE",
  description: "the release manifest; by default release/manifest.yaml or .json of the checkout, if there is one",
} as const satisfies Option;
export const online = {
  kind: "switch",
  description: "fetch the newest trusted root from the instance's update repository; otherwise no socket is opened",
} as const satisfies Option;

export const trustedRoot = {
  kind: "text",
  placeholder: "FILE",
  description: "the trusted root to verify under, instead of those built in",
} as const satisfies Option;
export const sign = {
  kind: "choice",
  values: ["auto", "each", "once"],
  default: "auto",
  description:
    "a signature for each asset, or only for the checksum list and the statements; auto is each up to 100 assets, and once above",
} as const satisfies Option;
export const publish = {
  kind: "choice",
  values: ["standard", "full", "capsule", "none"],
  default: "standard",
  description:
    "what is put beside the assets: standard is seven files, full adds two for each asset, capsule is the capsule and VERIFY.md, none touches no release and leaves these two in the output folder",
} as const satisfies Option;
export const backfill = {
  kind: "switch",
  description:
    "seal a release that is public already, from its own files: claims no provenance; needs tag, and a checkout of it",
  only: "input",
} as const satisfies Option;
export const evidence = {
  kind: "lines",
  placeholder: "FILE[=ASSET]",
  description:
    "test results, scan reports, VEX and attestations of others, with `=ASSET` or `=*` if the file does not say which asset it is about",
} as const satisfies Option;
export const risk = {
  kind: "text",
  placeholder: "FILE",
  description:
    "decisions about vulnerabilities, with an owner and a last day; by default release/risk.yaml or .json of the checkout, if there is one",
} as const satisfies Option;
export const installer = {
  kind: "switch",
  description:
    "make install.sh and install.ps1, which install the program for the machine that they run on, and seal them as files of the release",
} as const satisfies Option;
export const unsafeTrigger = {
  kind: "lines",
  placeholder: "EVENT",
  description:
    "another event than push, release and workflow_dispatch that may start the run that seals, for example schedule; consumers must allow it, too",
} as const satisfies Option;
export const verbose = {
  kind: "switch",
  description: "list every check and every value, not only what does not hold",
  only: "flag",
} as const satisfies Option;
export const checksumsName = {
  kind: "text",
  placeholder: "NAME",
  default: CHECKSUMS_ENTRY,
  description: "name of the published checksum list, if that of another tool has to stay beside it",
} as const satisfies Option;
export const report = {
  kind: "text",
  placeholder: "FILE",
  description: "write the result as one HTML page that loads nothing, to keep, print and pass on",
} as const satisfies Option;
export const json = {
  kind: "switch",
  description: "print the result as one JSON object on standard output",
  only: "flag",
} as const satisfies Option;
export const quiet = { kind: "switch", description: "show no progress", only: "flag" } as const satisfies Option;
export const identity = {
  kind: "text",
  placeholder: "TEXT",
  description: "exact subject alternative name of the certificate; needs issuer",
  aliases: ["cert-identity", "certificate-identity"],
} as const satisfies Option;
export const issuer = {
  kind: "text",
  placeholder: "URL",
  description: "exact issuer of the signer's identity",
  aliases: ["cert-oidc-issuer", "certificate-oidc-issuer"],
} as const satisfies Option;
export const bundle = {
  kind: "text",
  placeholder: "FILE",
  description: "the Sigstore bundle",
} as const satisfies Option;
export const staging = { kind: "switch", description: "use the staging instance" } as const satisfies Option;

export const unsafePublicLog = {
  kind: "switch",
  description: "let the name of a private repository enter a public log",
} as const satisfies Option;

/** The key of a log of statements. */
export const headKey = {
  kind: "text",
  placeholder: "FILE",
  description: "the secret key that signs heads, as `log key` made it; without it they are signed keylessly",
} as const satisfies Option;
