import { describe, expect, test } from "vitest";
import { equivocations, joinStatements } from "../../../src/domain/statements/join-statements.ts";
import type { LoggedStatement, SaidContent } from "../../../src/domain/statements/logged-statement.ts";
import { silenceOf, timelineOf } from "../../../src/domain/statements/timeline.ts";
import { tellTimeline } from "../../../src/domain/statements/told-timeline.ts";
import { erased, madeBy, ORIGIN, type Person, policy, RELEASES, type Saying, said } from "./histories.ts";

const [RELEASE, OTHER] = RELEASES;
const PURL = "pkg:github/octo-org/octo-tool@v1";
type State = Saying["state"];
const at = (index: number, by: Person, state: State | State["effect"], subject: string = RELEASE) =>
  said({ by, state: typeof state === "string" ? { effect: state } : state, subject }, index);
const saying = (statement: LoggedStatement, more: Partial<SaidContent>): LoggedStatement =>
  statement.content.kind === "said" ? { ...statement, content: { ...statement.content, ...more } } : statement;
const attested = (index: number, subject: string = RELEASE): LoggedStatement => ({
  ...saying(at(index, "lab", "missing", subject), { state: undefined }),
  says: "scai",
});
const elsewhere = (statement: LoggedStatement, origin: string, index: number): LoggedStatement => ({
  ...statement,
  receipts: [{ origin, index }],
});
const payloads = (rows: readonly { readonly payload: string }[]) => rows.map(({ payload }) => payload);

describe("a line", () => {
  const [row] = timelineOf([at(1, "owner", "yanked")], policy);

  test("says everything that was said, and by whom", () => {
    const earlier = at(1, "monitor", "missing");
    const state = { effect: "available", reason: "error", release: PURL, refersTo: [earlier.payload] } as const;
    const answer = saying(at(2, "monitor", { ...state, refersTo: [...state.refersTo] }), {
      times: [{ source: "log", seconds: 7 }],
    });
    const { receipts, subject, payload, envelope } = answer;
    expect(timelineOf([earlier, answer], policy)[1]).toEqual({
      ...{ receipts, subject, payload, envelope, roles: ["monitor"], says: "available", use: undefined },
      ...{ reason: "error", release: PURL, signer: "monitor@example.com", notLaterThan: 7, knownSince: undefined },
      ...{ standing: { kind: "in-effect", roles: ["monitor"] }, refersTo: [earlier.payload] },
    });
    const approved = at(3, "lab", { effect: "approved-for-use", use: "fips-140-3" });
    expect(timelineOf([approved], policy)).toMatchObject([{ says: "approved-for-use", use: "fips-140-3" }]);
  });

  test("has no reason if the statement gives none", () => {
    expect(row?.reason).toBeUndefined();
    expect(timelineOf([at(1, "owner", { effect: "yanked", reason: "defect" })], policy)[0]?.reason).toBe("defect");
  });

  test("of an attestation, or of what nobody can read, has its word and refers to nothing", () => {
    const nothing = { use: undefined, reason: undefined, release: undefined, notLaterThan: undefined, refersTo: [] };
    expect(timelineOf([attested(1)], policy)).toMatchObject([
      { ...nothing, says: "scai", roles: ["lab"], signer: "lab@example.com", standing: { kind: "recorded" } },
    ]);
    expect(timelineOf([erased(at(1, "owner", "yanked"))], policy)).toMatchObject([
      { ...nothing, says: "release-state", roles: [], signer: undefined, standing: { kind: "absent" } },
    ]);
  });

  test("that a key signed says so, and gives it no role", () => {
    const key = { kind: "key" as const, publicKey: Uint8Array.of(1), fingerprint: "f".repeat(64) };
    const signed = saying(at(1, "owner", "yanked"), { signer: { signer: key, names: [`key ${key.fingerprint}`] } });
    expect(timelineOf([signed], policy)).toMatchObject([
      { signer: "a key", roles: [], standing: { kind: "no-right" } },
    ]);
  });

  test("of an opening says since when the release was known, and no other line does", () => {
    const dated = (statement: LoggedStatement, ...seconds: number[]) =>
      saying(statement, { times: seconds.map((one) => ({ source: "log", seconds: one })) });
    const committed = dated(at(1, "owner", "committed", madeBy(RELEASE)), 9, 5);
    const state = { effect: "opened" as const, salt: "5".repeat(64), refersTo: [committed.payload] };
    const opened = dated(said({ by: "owner", state, subject: RELEASE, opens: madeBy(RELEASE) }, 2), 20);
    const rows = timelineOf([committed, opened], policy);
    expect(rows.map(({ knownSince, notLaterThan }) => [knownSince, notLaterThan])).toEqual([
      [undefined, 5],
      [5, 20],
    ]);
  });
});

test("lines of one place in two other logs are in one order, however they are read", () => {
  const two = [at(1, "owner", "yanked"), at(1, "owner", "staged")].map((one, side) =>
    elsewhere(one, `mirror.example/${side}`, 3),
  );
  const inOrder = [...two].sort((a, b) => (a.envelope < b.envelope ? -1 : 1));
  for (const order of [two, [...two].reverse()]) {
    expect(payloads(timelineOf(order, policy))).toEqual(payloads(inOrder));
  }
});

describe("who must speak", () => {
  const asked = [{ role: "lab", says: "scai" }];
  const silent = (...statements: readonly LoggedStatement[]) => silenceOf(timelineOf(statements, policy), asked);

  test("has spoken by an attestation, which is recorded", () => {
    expect(silent(attested(1))).toEqual([]);
    expect(silent()).toEqual(asked);
  });

  test("has not, once it is taken back", () => {
    const one = attested(1);
    expect(silent(one, at(2, "lab", { effect: "retract", refersTo: [one.payload] }))).toEqual(asked);
  });
});

describe("a timeline that is told", () => {
  const [published, missing, other] = [
    at(1, "owner", { effect: "published", release: PURL }),
    at(2, "monitor", "missing"),
    at(3, "owner", { effect: "published", release: PURL }, OTHER),
  ];
  const log = { statements: [published, missing, other], policy, head: { size: 4, seconds: 60 }, isStale: true };

  test("of all releases has every line, and admits none", () => {
    const told = tellTimeline(log, { release: undefined });
    expect(told).toMatchObject({ origin: ORIGIN, size: 4, seconds: 60, isStale: true, silent: [] });
    expect([told.release, told.standing, told.admission]).toEqual([undefined, undefined, undefined]);
    expect(payloads(told.rows)).toEqual(payloads(log.statements));
    expect(told.equivocations).toMatchObject([{ release: PURL, subjects: [RELEASE, OTHER].sort() }]);
  });

  test("of one release has its lines, its standing, and whether who asks for this version may take it", () => {
    const told = tellTimeline(log, { release: RELEASE });
    expect(told).toMatchObject({
      release: RELEASE,
      standing: { effective: "published", owner: "published", registry: "ok", observed: "missing" },
    });
    expect(payloads(told.rows)).toEqual(payloads([published, missing]));
    const yanked = tellTimeline({ ...log, statements: [at(1, "owner", "yanked")] }, { release: RELEASE });
    expect([told.admission?.admits, yanked.admission?.admits]).toEqual(["yes", "with-warning"]);
  });

  test("is filtered, whatever of it is asked for", () => {
    const filter = { says: "published" };
    expect(payloads(tellTimeline(log, { release: RELEASE, filter }).rows)).toEqual([published.payload]);
    expect(payloads(tellTimeline(log, { release: undefined, filter }).rows)).toEqual(payloads([published, other]));
  });

  test("shows the statements that are asked for, also those about no release", () => {
    const ofPolicy = at(4, "owner", { effect: "custody" }, policy.sha256);
    const statements = [...log.statements, ofPolicy];
    const only = [ofPolicy, published];
    const told = tellTimeline({ ...log, statements }, { release: RELEASE, only });
    expect(payloads(told.rows)).toEqual(payloads([published, ofPolicy]));
    expect(tellTimeline(log, { release: RELEASE, only: [] }).rows).toEqual([]);
  });

  test("names who has not spoken of this release, though he spoke of another, and whatever is shown", () => {
    const required = [
      { role: "lab", says: "scai" },
      { role: "owner", says: "published" },
    ];
    const statements = [published, attested(2, OTHER)];
    for (const more of [{}, { only: [] }, { filter: { says: "scai" } }]) {
      expect(tellTimeline({ ...log, statements }, { release: RELEASE, required, ...more }).silent).toEqual([
        required[0],
      ]);
    }
    expect(tellTimeline({ ...log, statements }, { release: undefined, required }).silent).toEqual([]);
  });
});

describe("a union of logs", () => {
  const one = at(1, "owner", "yanked");

  test("believes neither of two logs whose leaves say another thing of one envelope: it is the same in any order", () => {
    const absent = (subject: string): LoggedStatement => ({
      ...{ ...one, subject: [subject] },
      content: { kind: "absent", isErased: true },
    });
    const least = [RELEASE, OTHER].sort()[0];
    for (const [first, second] of [
      [RELEASE, OTHER],
      [OTHER, RELEASE],
    ] as const) {
      expect(joinStatements([[absent(first)], [absent(second)]])[0]?.subject).toEqual([least]);
    }
    const says = (word: "scai" | "vulns"): LoggedStatement => ({ ...absent(RELEASE), says: word });
    expect(joinStatements([[says("vulns")], [says("scai")]])[0]?.says).toBe("scai");
    expect(joinStatements([[says("scai")], [says("vulns")]])[0]?.says).toBe("scai");
  });

  test("has the places of a statement in the order of their numbers", () => {
    const places = [100, 9, 10].map((index) => elsewhere(one, "mirror.example", index));
    const [joined] = joinStatements(places.map((place) => [place]));
    expect(joined?.receipts.map(({ index }) => index)).toEqual([9, 10, 100]);
  });

  test("names two roots of one release by release and party, in order", () => {
    const twice = (by: Person, release: string) =>
      [RELEASE, OTHER].map((subject, side) => at(side, by, { effect: "published", release }, subject));
    const all = [
      ...twice("owner", "pkg:b"),
      ...twice("lab", "pkg:b"),
      ...twice("court", "pkg:b"),
      ...twice("owner", "pkg:a"),
      ...twice("monitor", "pkg:c"),
    ];
    const inOrder = [
      ["pkg:a", "e-mail owner@example.com"],
      ...["court", "lab", "owner"].map((by) => ["pkg:b", `e-mail ${by}@example.com`]),
      ["pkg:c", "e-mail monitor@example.com"],
    ];
    for (const order of [all, [...all].reverse()]) {
      expect(equivocations(order).map(({ release, signer }) => [release, signer])).toEqual(inOrder);
    }
  });
});
