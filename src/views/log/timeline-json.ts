import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { TimelineRow } from "../../domain/statements/timeline.ts";
import type { ToldTimeline } from "../../domain/statements/told-timeline.ts";
import { OBSERVATIONS, OWNER_STATES, REGISTRY_STATES } from "../../domain/statements/vocabulary.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";

const orNull = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `capsule state`, `timeline`, `explain` and `join` print with `--json`. */
export const timelineSchema = v.strictObject({
  schema: v.literal(schemaId("timeline")),
  origin: v.string(),
  size: count,
  headTime: orNull(v.string()),
  stale: v.boolean(),
  /** Whether every statement could be read; false tells nothing of the leaves, which are always whole. */
  complete: v.boolean(),
  /** Hex SHA-256 of the release's root; null if all are shown. */
  release: orNull(v.string()),
  state: orNull(
    v.strictObject({
      effective: v.picklist(["unknown", "none", ...OWNER_STATES, ...REGISTRY_STATES]),
      owner: v.picklist(["none", ...OWNER_STATES]),
      registry: v.picklist(["ok", ...REGISTRY_STATES]),
      observed: v.picklist(["unknown", ...OBSERVATIONS]),
      /** Whether it may be used by whoever names its exact version. */
      admitted: v.picklist(["yes", "with-warning", "no", "unknown"]),
    }),
  ),
  /** In the order of the log. */
  entries: v.array(
    v.strictObject({
      receipts: v.array(v.strictObject({ origin: v.string(), index: count })),
      roles: v.array(v.string()),
      says: v.string(),
      use: orNull(v.string()),
      reason: orNull(v.string()),
      release: orNull(v.string()),
      signer: orNull(v.string()),
      notLaterThan: orNull(v.string()),
      standing: v.picklist(["in-effect", "recorded", "undone", "no-right", "unfounded", "refused", "erased", "absent"]),
      why: orNull(v.string()),
      /** Of `opened`: when its commitment was signed at the latest. */
      knownSince: orNull(v.string()),
      refersTo: v.array(v.string()),
      subject: v.array(v.string()),
      payload: v.string(),
      envelope: v.string(),
    }),
  ),
  /** What is required and was not said. */
  silent: v.array(v.strictObject({ role: v.string(), says: v.string() })),
  equivocations: v.array(v.strictObject({ release: v.string(), signer: v.string(), subjects: v.array(v.string()) })),
});

export function timelineJson(shown: ToldTimeline): v.InferOutput<typeof timelineSchema> {
  const { standing, admission } = shown;
  return {
    ...{ schema: schemaId("timeline"), origin: shown.origin, size: shown.size, stale: shown.isStale },
    headTime: shown.seconds === undefined ? null : formatEpoch(shown.seconds),
    complete: shown.rows.every((row) => row.standing.kind !== "absent"),
    release: shown.release ?? null,
    state: standing === undefined || admission === undefined ? null : { ...standing, admitted: admission.admits },
    entries: shown.rows.map((row) => ({
      receipts: row.receipts.map(({ origin, index }) => ({ origin, index })),
      ...{ roles: [...row.roles], says: row.says, use: row.use ?? null, reason: row.reason ?? null },
      ...{ release: row.release ?? null, signer: row.signer ?? null },
      notLaterThan: row.notLaterThan === undefined ? null : formatEpoch(row.notLaterThan),
      ...{ standing: standingWord(row), why: whyOf(row) ?? null },
      knownSince: row.knownSince === undefined ? null : formatEpoch(row.knownSince),
      ...{ refersTo: [...row.refersTo], subject: [...row.subject], payload: row.payload, envelope: row.envelope },
    })),
    silent: shown.silent.map(({ role, says }) => ({ role, says })),
    equivocations: shown.equivocations.map((one) => ({ ...one, subjects: [...one.subjects] })),
  };
}

function standingWord({ standing }: TimelineRow) {
  return standing.kind === "absent" && standing.isErased ? "erased" : standing.kind;
}

/** Why nothing follows from a statement, or why no longer. */
export function whyOf({ standing }: TimelineRow): string | undefined {
  switch (standing.kind) {
    case "in-effect":
    case "recorded":
      return undefined;
    case "undone":
      return `taken back by ${standing.by.payload.slice(0, 12)}`;
    case "no-right":
      return "its signer may not say this";
    case "unfounded":
    case "refused":
      return standing.reason;
    case "absent":
      return standing.isErased ? "erased" : "its payload is not here";
  }
}
