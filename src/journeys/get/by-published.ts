import { parseStatement, type Statement } from "../../domain/attestation/statement.ts";
import type { FoundEvidenceOf } from "../../domain/release/got-release.ts";
import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Downloaded } from "./download-files.ts";
import type { ShownRelease } from "./find-shown-release.ts";
import type { GetPorts } from "./get-order.ts";
import { type Examining, judgeEvidence, unjudged } from "./judge-evidence.ts";

/** GitHub signs with a name of its own, and its certificate names no issuer. */
const GITHUB = {
  kind: "unsafe-pattern",
  subjectAlternativeName: "https://dotcom\\.releases\\.github\\.com",
  issuer: "",
} as const;

export interface PublishedToExamine {
  /** GitHub's attestations of the release: by the tag, and by the files. */
  readonly bundles: readonly unknown[];
  readonly unread: number;
  readonly files: readonly Downloaded[];
  readonly named: ShownRelease;
  /** Absolute: a private folder. */
  readonly folder: string;
}

/**
 * Judges the release by GitHub's own statement that it published it: of this repository and tag, for what the tag leads to,
 * with exactly the files that are there, by name and digest.
 */
export async function byPublished(
  order: PublishedToExamine,
  { order: asked }: Pick<Examining, "order">,
  ports: GetPorts,
): Promise<FoundEvidenceOf[]> {
  const found: FoundEvidenceOf[] = [];
  const distinct = new Map(order.bundles.map((bundle) => [JSON.stringify(bundle), bundle]));
  for (const [text, bundle] of distinct) {
    const path = ports.files.join(order.folder, `release-${found.length}.json`);
    await ports.files.write(path, encodeUtf8(text));
    // What a policy asks of the signer, it asks of the project's.
    const { policy: _policy, effectiveTime: _time, ...plain } = asked;
    const about = { kind: "published", path, files: [] } as const;
    const examined = await judgeEvidence(about, { order: plain, identity: GITHUB, evidenceOnly: true }, ports);
    found.push(examined.found.status === "verified" ? compared(examined.found, bundle, order) : examined.found);
  }
  const rest = { kind: "published", proves: [] } as const;
  if (order.unread > 0) {
    found.push({ ...rest, status: "not-checked", reason: "GitHub's attestation of the release could not be read" });
  }
  if (found.length > 0) return found;
  const isImmutable = order.named.release.immutable === true;
  const reason = isImmutable
    ? "GitHub calls the release immutable, and shows no attestation of it"
    : "GitHub attests immutable releases alone, and this one is not";
  return [{ ...rest, status: "absent", reason }];
}

function compared(found: FoundEvidenceOf, bundle: unknown, order: PublishedToExamine): FoundEvidenceOf {
  try {
    const statement = statementOf(bundle);
    requireSameRelease(statement, order.named);
    requireSameFiles(statement, order);
    const { tag } = order.named.release;
    const reason = `GitHub published exactly these files as the release ${printable(tag)} of this repository`;
    return { ...found, reason, proves: order.files.map(({ asset }) => asset.name) };
  } catch (error) {
    return { ...found, ...unjudged(error) };
  }
}

function statementOf(bundle: unknown): Statement {
  const { payload = "" } = (bundle as { readonly dsseEnvelope?: { readonly payload?: string } }).dsseEnvelope ?? {};
  return parseStatement(decodeBase64(payload));
}

function requireSameRelease({ predicate, subject }: Statement, { repository, release, tag }: ShownRelease): void {
  const stated = (typeof predicate === "object" && predicate !== null ? predicate : {}) as Record<string, unknown>;
  const rows = [
    ["number of the repository", stated["repositoryId"], repository.id],
    ["tag", stated["tag"], release.tag],
  ] as const;
  for (const [what, said, expected] of rows) {
    if (String(said) !== expected) {
      throw mismatch(
        `the ${what} is ${printable(String(said))} in GitHub's attestation, and ${printable(expected)} now`,
      );
    }
  }
  if (tag === undefined) throw new Fault("tag-missing", `the tag ${printable(release.tag)} is gone`);
  const commits = subject.flatMap(({ digest }) => digest["sha1"] ?? []);
  if (commits.includes(tag.object) || commits.includes(tag.commit)) return;
  const was = printable(commits[0] ?? "none");
  throw new Fault("tag-moved", `GitHub published the release for ${was}, and its tag leads to ${tag.commit}`, {
    hint: "find out who moved the tag, and why",
  });
}

/** Of both sides by name: neither has a file more, or another one under a name. */
function requireSameFiles({ subject }: Statement, { named, files }: PublishedToExamine): void {
  const stated = new Map(
    subject.flatMap(({ name, digest }) => (name === undefined ? [] : [[name, digest["sha256"]] as const])),
  );
  const came = new Map(files.map(({ asset, sha256 }) => [asset.name, sha256]));
  const there = named.release.assets.filter(({ isWhole }) => isWhole);
  for (const { name, sha256 } of there) {
    const published = stated.get(name);
    if (published === undefined) throw mismatch(`${printable(name)} was not among the files that GitHub published`);
    const found = came.get(name) ?? sha256;
    if (found !== undefined && found !== published) throw differs(name);
  }
  const names = new Set(there.map(({ name }) => name));
  const gone = [...stated.keys()].find((name) => !names.has(name));
  if (gone !== undefined) throw mismatch(`${printable(gone)} was published, and is not there any more`);
}

function differs(name: string): Fault {
  return new Fault("digest-mismatch", `${printable(name)} is not the file that GitHub published`);
}

function mismatch(problem: string): Fault {
  return new Fault("release-mismatch", problem);
}
