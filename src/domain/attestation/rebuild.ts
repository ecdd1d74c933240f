import * as v from "valibot";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { HOME } from "../home.ts";
import { STATEMENT_TYPE, type Statement } from "./statement.ts";
import {
  malformedApproval,
  type OwnVerification,
  ownVerification,
  ownVerificationSchema,
  rootSubjectSchema,
  type VouchedRelease,
  vouchedReleaseSchema,
} from "./vouched-release.ts";

/** Predicate type of what somebody signs who built files of a release again and got the same bytes, see docs/approvals.md. */
export const REBUILD_TYPE = `${HOME}/rebuild/v1`;

export const rebuildSchema = once(() => {
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  const sha512 = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/));
  const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
  return v.strictObject({
    release: vouchedReleaseSchema(),
    verification: ownVerificationSchema(),
    /** How and where it was built, in the rebuilder's own words. */
    builder: v.strictObject({ description: text }),
    /** The assets that were built again, with the digests of what came out. */
    rebuilt: v.pipe(
      v.array(v.strictObject({ name: text, digest: v.strictObject({ sha256, sha512 }) })),
      v.minLength(1),
      v.maxLength(1024),
    ),
  });
});

export type RebuiltFile = v.InferOutput<ReturnType<typeof rebuildSchema>>["rebuilt"][number];

/** A root of which somebody rebuilt files. Hex. */
export interface Rebuild {
  readonly rootSha256: string;
  readonly release: VouchedRelease;
  readonly builder: string;
  readonly rebuilt: readonly RebuiltFile[];
}

/** The statement that a rebuilder signs. */
export function rebuildStatement(
  { rootSha256, release, builder, rebuilt }: Rebuild,
  verification: OwnVerification,
): Statement {
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: `${release.name}@${release.version}`, digest: { sha256: rootSha256 } }],
    predicateType: REBUILD_TYPE,
    predicate: {
      release: { ...release },
      verification: ownVerification(verification),
      builder: { description: builder },
      rebuilt: rebuilt.map(({ name, digest }) => ({ name, digest: { ...digest } })),
    },
  };
}

/** Reads a rebuild that was verified, of this type and no other. Fault: `approval-malformed`. */
export function readRebuild({ subject, predicate }: Statement): Rebuild {
  const [root] = parseSchema(rootSubjectSchema(), subject, (problem) =>
    malformedApproval(`is not of one root: ${problem}`),
  );
  const { release, builder, rebuilt } = parseSchema(rebuildSchema(), predicate, malformedApproval);
  return { rootSha256: root.digest.sha256, release, builder: builder.description, rebuilt };
}
