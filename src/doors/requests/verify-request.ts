import { resolve } from "node:path";
import { formatByName } from "../../domain/notary/notary-names.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { ExpectedIdentity, ExpectedKey } from "../../domain/sigstore/expected-identity.ts";
import { gitHubIssuer } from "../../domain/source/github-issuer.ts";
import { parseRepository } from "../../domain/source/repository.ts";
import { parseSignerWorkflow } from "../../domain/source/workflow-name.ts";
import { NOBODY } from "../../journeys/verify/notary-order.ts";
import type { VerifyOrder } from "../../journeys/verify/verify-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import type { verifyDescription } from "../options/verify.ts";
import type { FilesToVerify } from "./files-to-verify.ts";
import { parseRelease } from "./parse-release.ts";

export interface VerifyPlace {
  /** Absolute: where relative paths begin. */
  readonly folder: string;
  /** The policy that was named, parsed. */
  readonly policy?: Policy | undefined;
  /** The keys that were named, parsed. */
  readonly keys: readonly ExpectedKey[] | undefined;
  /** Effective if no other time is given. */
  readonly now: Date;
  /** Where notation has its configuration on this system; undefined for a user without a home. */
  readonly notationFolder?: string | undefined;
}

/** What was given for `verify`, in either door. */
export type VerifyValues = OptionValues<Options>;
type Options = typeof verifyDescription.options;

/** What says who must have signed, whichever command it is given to. */
export type SignerValues = OptionValues<
  Reworded<Pick<Options, SignerOption | "source-ref" | "signer-workflow" | "unsafe-trigger" | "effective-time">>
>;

type SignerOption =
  | "policy"
  | "repository"
  | "identity"
  | "issuer"
  | "key"
  | "unsafe-identity-pattern"
  | "unsafe-issuer-pattern";

/**
 * Translates options into what the verify journey is asked for. Who must have signed is never guessed: without it, or with
 * two answers to it, the fault is `usage`.
 */
export function verifyRequest(files: FilesToVerify, values: VerifyValues, place: VerifyPlace): VerifyOrder {
  const release = values.text("release");
  const published = values.text("published");
  const previous = values.text("previous");
  const approvals = values.lines("approval");
  const scans = values.lines("scan");
  if (place.policy === undefined && values.text("effective-time") !== undefined) {
    const [time, policy] = [values.spelling("effective-time"), values.spelling("policy")];
    throw new Fault("usage", `${time} means nothing without ${policy}`, { hint: `remove ${time}, or give ${policy}` });
  }
  if (scans.length > 0 && place.policy?.vulnerabilities === undefined) {
    throw new Fault("usage", `${values.spelling("scan")} means nothing without a policy about vulnerabilities`, {
      hint: `put vulnerabilities into the file that ${values.spelling("policy")} names: docs/policy.md`,
    });
  }
  return {
    ...{ capsule: files.capsule, assets: files.assets },
    identity: isByNotary(files, values) ? NOBODY : expectedIdentity(values, place),
    ...notaryOrder(values, place),
    all: values.isOn("all"),
    allFiles: values.isOn("all-files"),
    evidenceOnly: values.isOn("evidence-only"),
    unsafeCapsuleRoot: values.isOn("unsafe-capsule-root"),
    ...(release === undefined ? {} : { release: parseRelease(release) }),
    ...(place.policy === undefined ? {} : { policy: place.policy }),
    ...effectiveTimes(values, place),
    summary: values.isGiven("vsa"),
    ...(published === undefined ? {} : { published: resolve(place.folder, published) }),
    ...(previous === undefined ? {} : { previous: resolve(place.folder, previous) }),
    ...(approvals.length === 0 ? {} : { approvals: approvals.map((path) => resolve(place.folder, path)) }),
    ...(scans.length === 0 ? {} : { scans: scans.map((path) => resolve(place.folder, path)) }),
  };
}

/** Whom the trust policy of Notary says, and nobody else. */
function isByNotary({ capsule }: FilesToVerify, values: VerifyValues): boolean {
  const isNotary = values.isGiven("notary") || formatByName(capsule.path) !== undefined;
  return isNotary && !namesSigner(values);
}

/** Asked for by the option, or because the policy requires it; then notation's own folder is meant. Fault: `usage`. */
function notaryOrder(
  values: VerifyValues,
  { folder, policy, notationFolder }: VerifyPlace,
): Pick<VerifyOrder, "notary"> {
  const isRequired = policy?.require.some(({ id }) => id === "notary") === true;
  const named = values.text("notary") ?? (isRequired ? "auto" : undefined);
  const [statement, lists] = [values.text("notary-statement"), values.lines("notary-crl")];
  if (named === undefined) {
    const alone = (["notary-statement", "notary-crl", "notary-plugin"] as const).find(values.isGiven);
    if (alone === undefined) return {};
    throw new Fault("usage", `${values.spelling(alone)} means nothing without ${values.spelling("notary")}`, {
      hint: `remove it, or give ${values.spelling("notary")}`,
    });
  }
  const place = named === "auto" ? notationFolder : resolve(folder, named);
  if (place === undefined) {
    throw new Fault("usage", "this user has no folder in which notation would have its configuration", {
      hint: `name one with ${values.spelling("notary")}`,
    });
  }
  return {
    notary: {
      folder: place,
      ...(statement === undefined ? {} : { statement }),
      lists: lists.map((path) => resolve(folder, path)),
      plugins: values.lines("notary-plugin"),
    },
  };
}

/** A time that was named is exact; now is as good as the clock. */
export function effectiveTimes(
  values: SignerValues,
  { now }: Pick<VerifyPlace, "now">,
): Pick<VerifyOrder, "effectiveTime" | "now"> {
  const text = values.text("effective-time");
  if (text === undefined) return { now };
  const time = new Date(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? text : Number.NaN);
  if (!Number.isNaN(time.getTime())) return { effectiveTime: time };
  throw new Fault("usage", `${values.spelling("effective-time")} is not a time`, {
    hint: "write it as 2026-11-21T07:00:00Z",
  });
}

/** Fault: `usage` if nobody is named, or in two ways. */
export function expectedIdentity(
  values: SignerValues,
  { policy, keys }: Pick<VerifyPlace, "policy" | "keys">,
): ExpectedIdentity {
  const { spelling } = values;
  const ways: readonly (readonly SignerOption[])[] = [
    ["policy"],
    ["repository"],
    ["identity", "issuer"],
    ["key"],
    ["unsafe-identity-pattern", "unsafe-issuer-pattern"],
  ];
  // Beside a repository the issuer does not stand alone: it says which of that GitHub's issuers.
  const isGiven = (name: SignerOption): boolean =>
    values.text(name) !== undefined && !(name === "issuer" && values.text("repository") !== undefined);
  const chosen = ways.filter((names) => names.some(isGiven));
  if (chosen.length > 1) {
    throw new Fault("usage", `who must have signed is said in ${chosen.length} ways`, {
      hint: `give one of them: ${spelling("policy")}, or ${spelling("repository")}, or ${spelling("identity")} and ${spelling("issuer")}, or ${spelling("key")}`,
    });
  }
  const names = chosen[0];
  if (names === undefined) throw noIdentity(spelling);
  if (names[0] === "policy") return { kind: "any-of", of: policy?.signers ?? [] };
  const missing = names.find((name) => values.text(name) === undefined);
  if (missing !== undefined) {
    const given = names.find((name) => name !== missing) ?? missing;
    throw new Fault("usage", `${spelling(given)} needs ${spelling(missing)}`, {
      hint: "an identity means something only together with its issuer",
    });
  }
  const [first = "", second = ""] = names.map((name) => values.text(name));
  if (names[0] === "repository") return expectedRepository(first, values);
  refuseRepositoryRules(values);
  if (names[0] === "key") {
    const [only, ...others] = keys ?? [];
    if (only === undefined) throw new Fault("internal", "no key was read");
    return others.length === 0 ? only : { kind: "any-of", of: [only, ...others] };
  }
  const kind = names[0] === "identity" ? "exact" : "unsafe-pattern";
  return { kind, subjectAlternativeName: first, issuer: second };
}

function expectedRepository(text: string, values: SignerValues): ExpectedIdentity {
  const repository = parseRepository(text).url;
  const issuer = values.text("issuer");
  if (issuer !== undefined) refuseOtherIssuer(issuer, repository, values);
  const sourceRef = values.text("source-ref");
  if (sourceRef !== undefined && !sourceRef.startsWith("refs/")) throw shortRef(sourceRef, values);
  const workflow = values.text("signer-workflow");
  const unsafeTriggers = values.lines("unsafe-trigger");
  return {
    kind: "repository",
    repository,
    ...(issuer === undefined ? {} : { issuer }),
    ...(sourceRef === undefined ? {} : { sourceRef }),
    ...(workflow === undefined ? {} : { signerWorkflow: signerWorkflow(workflow, repository) }),
    ...(unsafeTriggers.length === 0 ? {} : { unsafeTriggers }),
  };
}

/** A tag and a branch may have one name, so a ref is written out. */
function shortRef(ref: string, { spelling }: SignerValues): Fault {
  const shown = printable(ref);
  return new Fault("usage", `${spelling("source-ref")} is ${shown}, and a git ref begins with refs/`, {
    hint: /^[\w.+/@-]+$/.test(ref)
      ? `write refs/tags/${ref}, or refs/heads/${ref} for a branch`
      : "write refs/tags/NAME",
  });
}

/** An issuer speaks for the repositories of its own GitHub alone. */
function refuseOtherIssuer(issuer: string, repository: string, { spelling }: SignerValues): void {
  const { origin, pathname } = new URL(repository);
  const github = gitHubIssuer(issuer);
  if (github?.web === origin) return;
  throw new Fault("usage", `${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`, {
    hint:
      github === undefined
        ? `give ${spelling("identity")} with ${spelling("issuer")} instead of ${spelling("repository")}`
        : `give ${spelling("repository")} ${github.web}${pathname}`,
  });
}

function refuseRepositoryRules({ isGiven, spelling }: SignerValues): void {
  const given = (["source-ref", "signer-workflow", "unsafe-trigger"] as const).find(isGiven);
  if (given !== undefined) {
    throw new Fault("usage", `${spelling(given)} means nothing without ${spelling("repository")}`, {
      hint: `remove ${spelling(given)}, or give ${spelling("repository")} instead of the identity`,
    });
  }
}

/** Without a web address it is a workflow of the same GitHub. */
function signerWorkflow(text: string, repository: string): NonNullable<ReturnType<typeof parseSignerWorkflow>> {
  const workflow = parseSignerWorkflow(text, new URL(repository).origin);
  if (workflow !== undefined) return workflow;
  throw new Fault("usage", `${printable(text)} is not the name of a workflow`, {
    hint: "write it as owner/repo/.github/workflows/file.yml or with @ref at its end",
  });
}

/** Whether anything says who must have signed. */
export function namesSigner({ isGiven }: SignerValues): boolean {
  const ways = [
    "policy",
    "repository",
    "identity",
    "issuer",
    "key",
    "unsafe-identity-pattern",
    "unsafe-issuer-pattern",
  ] as const;
  return ways.some(isGiven);
}

export function noIdentity(spelling: SignerValues["spelling"]): Fault {
  const exact = `${spelling("identity")} with ${spelling("issuer")}`;
  return new Fault("usage", "nothing says who must have signed", {
    hint: `give ${spelling("repository")} owner/name, or ${exact}, or ${spelling("key")}; a release cannot vouch for itself`,
  });
}
