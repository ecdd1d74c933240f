import { resolve } from "node:path";
import { FROM_RELEASE } from "../../journeys/seal/assets/read-asset-lists.ts";
import type { GivenFacts, ReleaseSbomOrder, SealOrder } from "../../journeys/seal/order/seal-order.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Progress } from "../../ports/progress.ts";
import type { ReleaseText } from "../../ports/publishing-settings.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { type KeySettings, keySettings } from "../settings/key-settings.ts";
import type { GitHubSettings, SealSettings, SigstoreSetting } from "../surroundings.ts";
import { refusePublicTrace } from "./refuse-public-trace.ts";

export interface SealRequest {
  readonly order: SealOrder;
  readonly settings: SealSettings;
}

export interface SealPlace {
  /** Absolute: where relative paths begin. */
  readonly folder: string;
  /** Absolute: where the folder of the evidence is made, unless `out` names it. */
  readonly outParent: string;
  readonly progress: Progress;
  /** Title and notes of the release; undefined outside of the Action. */
  readonly text?: ReleaseText;
}

/** What was given for `seal`, in either door. */
export type SealValues = OptionValues<OptionsOf<"seal">>;

const INSTANCES = ["auto", "public-good", "public-good-rekor-v2", "github", "staging", "local", "none"] as const;

/** Translates options into what the seal journey is asked for, the same for both doors. Fault: `usage`. */
export function sealRequest(assets: readonly string[], values: SealValues, place: SealPlace): SealRequest {
  const dryRun = values.isOn("dry-run");
  const sigstore: SigstoreSetting = dryRun ? { kind: "local" } : sigstoreNamed(values.text("sigstore"), place.folder);
  const key = keySettings(values.text("key"), values, { folder: place.folder, shown: values.spelling("key") });
  refuseUnfitKey(key, { sigstore, values, dryRun });
  // A dry run judges what a real one would do.
  refusePublicTrace(values, { sigstore: sigstoreNamed(values.text("sigstore"), place.folder), key });
  const out = values.text("out");
  if (dryRun && out !== undefined) throw new Fault("usage", "a dry run writes nothing, so out has no meaning");
  const manifest = values.text("manifest");
  const backfill = values.isOn("backfill");
  if (backfill && (dryRun || sigstore.kind === "local" || gitHubSettings(values) === undefined)) {
    throw new Fault("usage", "backfill seals a public release on GitHub, and nothing else", {
      hint: "remove dry-run and sigstore: local, and give github-token and publish: standard, full or capsule",
    });
  }
  if (backfill && values.isOn("installer")) {
    throw new Fault("usage", "a public release takes no installers: they would have to be there before it was sealed", {
      hint: "remove installer",
    });
  }
  const trustedRoot = values.text("trusted-root");
  if (sigstore.kind === "local" && trustedRoot !== undefined && !dryRun) {
    throw new Fault("usage", "the local instance makes its own trusted root", { hint: "remove trusted-root" });
  }
  const root = trustedRoot === undefined || dryRun ? undefined : resolve(place.folder, trustedRoot);
  const previous = values.text("previous");
  if (sigstore.kind === "local" && previous !== undefined && !dryRun) {
    throw new Fault("usage", "what is sealed locally is not a release, so none is before it", {
      hint: advice`remove ${option("previous")}`,
    });
  }
  const isUnnamed = assets.length === 0 && values.lines("assets-from").length === 0;
  return {
    order: {
      assets,
      assetsFrom: backfill && isUnnamed ? [FROM_RELEASE] : values.lines("assets-from"),
      ...(backfill ? { backfill } : {}),
      ...(values.isOn("installer") ? { installer: true as const } : {}),
      ...(values.isOn("embargo") ? { embargo: true as const } : {}),
      folder: place.folder,
      given: givenFacts(values),
      local: sigstore.kind === "local",
      sign: values.choice("sign"),
      publish: values.choice("publish"),
      uploads: dryRun || gitHubSettings(values) !== undefined,
      unsafeTriggers: values.lines("unsafe-trigger"),
      checksumsName: values.text("checksums-name"),
      dryRun,
      namesLocal: values.text("sigstore") === "local",
      sbom: sbomOrder(values, place.folder),
      evidence: values.lines("evidence"),
      ...(values.text("risk") === undefined ? {} : { risk: values.text("risk") ?? "" }),
      images: values.lines("images"),
      ...(values.isOn("notary-beside") ? { notaryBeside: values.choice("notary-format") } : {}),
      imageFormat: values.choice("image-format"),
      ...(manifest === undefined ? {} : { manifest }),
      ...(values.text("keys") === undefined ? {} : { keys: values.text("keys") ?? "" }),
      ...(root === undefined ? {} : { trustedRoot: root }),
      ...(previous === undefined ? {} : { previous: resolve(place.folder, previous) }),
    },
    settings: {
      sigstore,
      // Nothing that a dry run signs is kept.
      key: dryRun ? undefined : key,
      unsafePublicLog: values.isOn("unsafe-public-log"),
      ...(values.isOn("embargo") ? { embargo: true as const } : {}),
      trustedRoot: root,
      out: dryRun
        ? undefined
        : out === undefined
          ? { parent: place.outParent, isIgnored: place.outParent === place.folder }
          : { folder: resolve(place.folder, out) },
      gitHub: sigstore.kind === "local" ? undefined : gitHubSettings(values, place.text),
      // What is sealed locally is not a release, so nobody is asked about it; a dry run asks what a real one would.
      token: sigstore.kind === "local" && !dryRun ? undefined : values.text("github-token"),
      progress: place.progress,
    },
  };
}

interface Beside {
  readonly sigstore: SigstoreSetting;
  readonly values: SealValues;
  readonly dryRun: boolean;
}

function refuseUnfitKey(key: KeySettings | undefined, { sigstore, values, dryRun }: Beside): void {
  const shown = values.spelling("key");
  if (key === undefined) {
    if (sigstore.kind === "none" || values.isGiven("keys")) {
      const stray = sigstore.kind === "none" ? `${values.spelling("sigstore")} none` : values.spelling("keys");
      throw new Fault("usage", `${stray} means nothing without ${shown}`, { hint: `name the key with ${shown}` });
    }
    return;
  }
  if (sigstore.kind === "local" && !dryRun) {
    throw new Fault("usage", "the local instance makes its own keys, and a key was named", { hint: `remove ${shown}` });
  }
  if (sigstore.kind === "none" && key.log) {
    throw new Fault("usage", "without an instance there is no log", { hint: `remove ${values.spelling("key-log")}` });
  }
  if (values.isOn("backfill") || values.isOn("installer")) {
    const other = values.isOn("backfill") ? "backfill" : "installer";
    throw new Fault("usage", `${values.spelling(other)} needs a certificate, and a key says nothing of who signs`, {
      hint: `remove ${values.spelling(other)}, or ${shown}`,
    });
  }
}

/** Only the Action has these inputs; without a token, or if nothing is published, nothing is requested of GitHub. */
function gitHubSettings(values: SealValues, text?: ReleaseText): GitHubSettings | undefined {
  const token = values.text("github-token");
  if (token === undefined || values.choice("publish") === "none") return undefined;
  const [prerelease, latest] = [stated(values.choice("prerelease")), stated(values.choice("latest"))];
  return {
    token,
    keepDraft: values.choice("draft") === "keep",
    replace: values.isOn("replace"),
    attestations: values.choice("attestations"),
    ...(prerelease === undefined ? {} : { prerelease }),
    ...(latest === undefined ? {} : { latest }),
    ...(text && { text }),
  };
}

/** Undefined for any other word: then the release decides. */
function stated(word: string): boolean | undefined {
  return word === "true" || word === "false" ? word === "true" : undefined;
}

/** An instance by its name, or the path of a signing config. */
export function sigstoreNamed(text: string, folder: string): SigstoreSetting {
  const kind = INSTANCES.find((name) => name === text);
  return kind === undefined ? { kind: "custom", signingConfig: resolve(folder, text) } : { kind };
}

function sbomOrder(values: SealValues, folder: string): ReleaseSbomOrder {
  return {
    given: values.lines("sbom").map((path) => resolve(folder, path)),
    attested: ATTESTED[values.choice("sbom-attestations")],
    quality: qualityGate(values.text("sbom-quality")),
    diff: values.choice("sbom-diff"),
  };
}

const ATTESTED = { off: [], cyclonedx: ["cdx"], spdx: ["spdx"], both: ["cdx", "spdx"] } as const;

function qualityGate(text: string): ReleaseSbomOrder["quality"] {
  if (text === "warn" || text === "plausible" || text === "off") return { kind: text };
  if (/^(?:\d{1,2}|100)$/.test(text)) return { kind: "score", least: Number(text) };
  throw new Fault("usage", `sbom-quality is ${printable(text)}`, {
    hint: "use warn, plausible, off, or a score from 0 to 100",
  });
}

const GIVEN = ["name", "version", "tag", "repository", "commit"] as const;

/** The facts that options give. */
export function givenFacts(values: { text(name: (typeof GIVEN)[number]): string | undefined }): GivenFacts {
  const facts: { -readonly [Name in keyof GivenFacts]: string } = {};
  for (const name of GIVEN) {
    const value = values.text(name);
    if (value !== undefined) facts[name] = value;
  }
  return facts;
}
