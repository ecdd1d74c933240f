import { X509Certificate } from "node:crypto";
import { ownCorpus } from "../../__tests__/corpus.ts";
import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import { canonicalJson } from "../../src/kernel/canonical-json.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { acceptsBundle, verifiedBundle } from "./bundles.ts";
import type { Judged, TamperKind, TamperOrder, TamperVerdict } from "./kinds.ts";
import { type Json, mutantsOf } from "./mutations.ts";
import { structureMutantsOf } from "./structure-mutations.ts";
import { corpusSubjects, type MutationSubject } from "./subjects.ts";
import { accepts, verdictOf } from "./verdict-of.ts";

/** Whom a root trusts, list by list. */
const LISTS = ["certificateAuthorities", "tlogs", "ctlogs", "timestampAuthorities"] as const;

/**
 * Trusted roots, each with a bundle that verifies under the genuine one. What decides is the party that was changed: a bundle may be
 * accepted if it would be without any party that the genuine root does not have, letter by letter; and beside that only for the
 * reasons below, each about what a root may say of a party without making it another.
 */
export const tamperedRoots: TamperKind = {
  name: "trusted roots",
  atLeast: 1000,
  async *judged({ folders, random, share }: TamperOrder): AsyncGenerator<Judged> {
    const subjects = onePerShape((await Promise.all(folders.map(corpusSubjects))).flat());
    for (const [index, subject] of subjects.entries()) {
      const document: Json = rootOf(subject);
      const donor = rootOf(subjects[(index + 1) % subjects.length] ?? subject);
      for (const mutants of [mutantsOf(document, donor, random), structureMutantsOf(document, donor, random)]) {
        for (const { path, kind, text } of mutants) {
          if (random() >= share) continue;
          const reason = REASONS.find((one) => one.path.test(path));
          const verdict = await judge(text, subject, reason);
          yield { id: subject.id, change: `${path} ${kind}`, verdict, clause: reason?.clause, text };
        }
      }
    }
  },
  async replay(id: string, text: string): Promise<TamperVerdict> {
    const subject = (await corpusSubjects(ownCorpus("bundles"))).find((one) => one.id === id);
    if (subject === undefined) throw new Error(`our corpus has no bundle ${id}`);
    return judge(text, subject, undefined);
  },
};

interface Reason {
  readonly path: RegExp;
  readonly clause: string;
  /** What must be so beside the path. */
  readonly holds?: (root: string, subject: MutationSubject) => Promise<boolean>;
}

/** Changes of a party that leave it who it is. */
const REASONS: readonly Reason[] = [
  {
    path: /^(tlogs|ctlogs)\[\]\.baseUrl$/,
    clause:
      "sigstore_trustroot.proto TransparencyLogInstance: base_url is where the log answers, which nobody asks offline",
  },
  {
    path: /\.operator$/,
    clause: "sigstore_trustroot.proto: operator is the name of whoever runs the service, and filters nothing",
  },
  {
    path: /^(certificateAuthorities|timestampAuthorities)\[\]\.(uri|subject(\..*)?)$/,
    clause: "sigstore_trustroot.proto CertificateAuthority: subject and uri describe it; its certificates decide",
  },
  {
    path: /\.validFor(\.(start|end))?$/,
    clause:
      "sigstore_common.proto TimeRange: whoever writes the root says when a party was valid; the time of signing is within",
    holds: isSignedWithin,
  },
  {
    path: /^(certificateAuthorities|timestampAuthorities)(\[\](\.certChain.*)?)?$/,
    clause:
      "RFC 5280 §6.1.1 (d): of a trust anchor its name and its key count, and those of every authority are a genuine one's; what else " +
      "its certificate says, and who signed that, is not part of a path",
    holds: hasGenuineKeys,
  },
  {
    path: /^(tlogs|ctlogs)(\[\])?$/,
    clause:
      "sigstore_trustroot.proto TransparencyLogInstance: a log is its key, and each is a genuine one's; the time of signing is within",
    holds: async (root, subject) => hasGenuineLogs(root, subject) && isSignedWithin(root, subject),
  },
];

interface Log {
  readonly publicKey?: { readonly rawBytes?: string };
}

function hasGenuineLogs(root: string, subject: MutationSubject): boolean {
  const keysIn = (of: Readonly<Record<string, readonly Log[] | null>>) =>
    ["tlogs", "ctlogs"].map((list) => (of[list] ?? []).map(({ publicKey }) => publicKey?.rawBytes));
  const genuine = keysIn(rootOf(subject) as Record<string, Log[]>);
  return keysIn(JSON.parse(root)).every((keys, list) => keys.every((key) => genuine[list]?.includes(key)));
}

/** Whether every authority of the changed root has names and keys that one authority of the genuine root has. */
async function hasGenuineKeys(root: string, subject: MutationSubject): Promise<boolean> {
  const genuine = authoritiesOf(rootOf(subject) as RootJson).map(keysOf);
  return authoritiesOf(JSON.parse(root)).every((authority) =>
    genuine.some((keys) => keysOf(authority).every((key) => key !== undefined && keys.includes(key))),
  );
}

interface Authority {
  readonly certChain?: { readonly certificates?: readonly { readonly rawBytes?: string }[] };
}

type RootJson = Readonly<Record<string, readonly Authority[] | null>>;

function authoritiesOf(root: RootJson): readonly Authority[] {
  return [...(root["certificateAuthorities"] ?? []), ...(root["timestampAuthorities"] ?? [])];
}

/** As OpenSSL reads them; undefined for a certificate that it does not take. */
function keysOf({ certChain }: Authority): (string | undefined)[] {
  return (certChain?.certificates ?? []).map(({ rawBytes = "" }) => {
    try {
      const { subject, publicKey } = new X509Certificate(Buffer.from(rawBytes, "base64"));
      return `${subject} ${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
    } catch {
      return undefined;
    }
  });
}

/** Whether every party of the changed root that the genuine one does not have was valid at a time that the bundle proves. */
async function isSignedWithin(root: string, subject: MutationSubject): Promise<boolean> {
  const { times } = await verifiedBundle(subject.bundle, subject);
  const isWithin = (one: { validFor?: Interval; publicKey?: { validFor?: Interval } }): boolean => {
    const { start, end } = one.validFor ?? one.publicKey?.validFor ?? {};
    if (start === undefined) return false;
    // Of a key without a time nothing is said.
    if (times.length === 0) return true;
    return times.some(({ seconds }) => {
      const time = seconds * 1000;
      return Date.parse(start) <= time && (end === undefined || end === null || time <= Date.parse(end));
    });
  };
  return othersIn(JSON.parse(root), subject).every(isWithin);
}

interface Interval {
  readonly start?: string;
  readonly end?: string | null;
}

async function judge(text: string, subject: MutationSubject, reason: Reason | undefined): Promise<TamperVerdict> {
  const found = await accepts(() => acceptsUnder(text, subject));
  if (found !== true) return verdictOf(found, undefined);
  if (reason !== undefined) {
    if (await (reason.holds?.(text, subject) ?? true)) return "equivalent";
  }
  const unchanged = await accepts(() => acceptsUnder(withoutOthers(text, subject), subject));
  return unchanged === true ? "equivalent" : "wrongly-accepted";
}

async function acceptsUnder(root: string, subject: MutationSubject): Promise<true> {
  return acceptsBundle(subject.bundle, { ...subject, trust: parseTrustedRoot(Buffer.from(root)) });
}

/** The root without what the genuine one does not have: parties, and certificates in the chain of an authority. */
function withoutOthers(text: string, subject: MutationSubject): string {
  const changed = JSON.parse(text);
  const genuine = new Set(authoritiesOf(rootOf(subject) as RootJson).flatMap(certificatesOf));
  for (const authority of authoritiesOf(changed)) {
    const { certChain } = authority as { certChain?: { certificates?: { rawBytes?: string }[] } };
    if (certChain?.certificates === undefined) continue;
    certChain.certificates = certChain.certificates.filter(({ rawBytes }) => genuine.has(rawBytes));
  }
  const others = new Set(othersIn(changed, subject).filter((party) => !isShortened(party, subject)));
  for (const list of LISTS) changed[list] = (changed[list] ?? []).filter((party: object) => !others.has(party));
  return JSON.stringify(changed);
}

/** Whether an authority is a genuine one but for certificates that it lacks. */
function isShortened(party: Authority, subject: MutationSubject): boolean {
  const rest = ({ certChain: _, ...other }: Authority) => canonicalJson(other as JsonObject);
  const kept = certificatesOf(party);
  if (kept.length === 0) return false;
  return authoritiesOf(rootOf(subject) as RootJson).some(
    (genuine) => rest(genuine) === rest(party) && kept.every((one) => certificatesOf(genuine).includes(one)),
  );
}

function certificatesOf({ certChain }: Authority): (string | undefined)[] {
  return (certChain?.certificates ?? []).map(({ rawBytes }) => rawBytes);
}

/** Parties that the genuine root does not have, letter by letter, but for how a time is written. */
function othersIn(root: Record<string, object[] | null>, subject: MutationSubject): object[] {
  const genuine = rootOf(subject) as Record<string, object[]>;
  return LISTS.flatMap((list) => {
    const known = new Set((genuine[list] ?? []).map(textOfParty));
    return (root[list] ?? []).filter((party) => !known.has(textOfParty(party)));
  });
}

function textOfParty(party: object): string {
  return canonicalJson(party as JsonObject).replaceAll(/(T[0-9:]{8})\.000Z/g, "$1Z");
}

function rootOf({ upstream }: MutationSubject): Json {
  return JSON.parse(Buffer.from(upstream.trustedRoot).toString());
}

/** The first of each folder of the corpus: who signed, and what witnessed it. */
function onePerShape(subjects: readonly MutationSubject[]): MutationSubject[] {
  return [...new Map(subjects.toReversed().map((one) => [one.id.split("/")[0], one])).values()].reverse();
}
