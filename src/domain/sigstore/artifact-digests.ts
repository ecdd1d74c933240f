import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../attestation/dsse.ts";
import { parseStatement } from "../attestation/statement.ts";
import type { VerifiedContent } from "./verified-bundle.ts";

/** Digests of one file, lower-case hex; as many as are known. */
export interface ArtifactDigests {
  readonly sha256?: string;
  readonly sha384?: string;
  readonly sha512?: string;
}

/** In this order of preference for messages only: any strong digest decides alone. */
const ALGORITHMS = ["sha256", "sha384", "sha512"] as const;

/**
 * Requires that the file is what was signed: the message itself, or a subject of the in-toto statement, which matches in
 * every digest that both sides have (B25, B29). Faults: `digest-mismatch`, `subject-mismatch`, `artifact-required`, those
 * of `parseStatement`.
 */
export function requireArtifact(
  content: VerifiedContent,
  artifact: ArtifactDigests | "statement-only" | "unbound",
): void {
  if (artifact === "unbound") return;
  if (artifact === "statement-only") {
    if (content.kind === "dsse") return;
    throw new Fault("artifact-required", "the bundle signs a file; name the file or its digest");
  }
  if (content.kind === "message") requireMessage(content, artifact);
  else requireSubject(content, artifact);
}

function requireMessage({ digest }: VerifiedContent & { kind: "message" }, artifact: ArtifactDigests): void {
  const actual = artifact[digest.algorithm];
  if (actual === undefined) {
    throw new Fault("artifact-required", `the bundle signs the ${digest.algorithm} of the file, which is not known`);
  }
  if (actual !== digest.hex) throw new Fault("digest-mismatch", "the file is not the one that was signed");
}

function requireSubject(content: VerifiedContent & { kind: "dsse" }, artifact: ArtifactDigests): void {
  if (content.payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw new Fault("subject-mismatch", `a payload of type ${printable(content.payloadType, 80)} has no subjects`);
  }
  const { subject } = parseStatement(content.payload);
  if (!subject.some(({ digest }) => isSameFile(digest, artifact))) {
    throw new Fault("subject-mismatch", "the statement is not about the file");
  }
}

/** Whether digests of two origins are of one file: equal in every strong one that both have, and in one at least. */
export function isSameFile(digests: Readonly<Record<string, string>>, artifact: ArtifactDigests): boolean {
  const shared = ALGORITHMS.filter(
    (algorithm) => Object.hasOwn(digests, algorithm) && artifact[algorithm] !== undefined,
  );
  return shared.length > 0 && shared.every((algorithm) => digests[algorithm] === artifact[algorithm]);
}
