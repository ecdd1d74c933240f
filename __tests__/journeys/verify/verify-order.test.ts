import { expect, test } from "vitest";
import { ASKED_OPTIONS } from "../../../src/domain/verification/evidence/evidence-form.ts";
import {
  askedOptions,
  effectiveTime,
  policyInForce,
  type VerifyOrder,
} from "../../../src/journeys/verify/verify-order.ts";
import { expectFault } from "../../expect-fault.ts";

const ORDER: VerifyOrder = {
  capsule: { path: "/a.capsule" },
  assets: [],
  identity: { kind: "repository", repository: "https://github.com/octo-org/octo-tool" },
};
const [NAMED, NOW] = [new Date("2026-01-01"), new Date("2026-02-02")];
const ASKED: Readonly<Record<string, Partial<VerifyOrder>>> = {
  release: { release: { name: "a", version: "1" } },
  all: { all: true },
  "all-files": { allFiles: true },
  "evidence-only": { evidenceOnly: true },
  pin: { memory: { paths: ["/capsule.lock"], isNamed: true, accepted: [], now: NOW } },
  "min-age": { minAge: 60 },
  previous: { previous: "/b.capsule" },
  published: { published: "/b.release.sigstore.json" },
  approval: { approvals: [] },
  scan: { scans: [] },
  vsa: { summary: true },
  "effective-time": { effectiveTime: NAMED },
  log: { log: { judge: () => Promise.reject(new Error("nobody asks")) } },
};

test("what an order asks of its evidence is said, each by its name", () => {
  expect(Object.keys(ASKED).sort()).toEqual([...ASKED_OPTIONS].sort());
  for (const [option, asked] of Object.entries(ASKED)) expect(askedOptions({ ...ORDER, ...asked })).toEqual([option]);
  const all = Object.assign({}, ...Object.values(ASKED));
  expect(askedOptions({ ...ORDER, ...all })).toEqual(ASKED_OPTIONS);
});

test("an order that asks nothing more, in so many words or in none, asks nothing", () => {
  const memory = { paths: ["/capsule.lock"], isNamed: false, accepted: [], now: NOW };
  const no = { memory, all: false, allFiles: false, evidenceOnly: false, summary: false, now: NOW };
  expect(askedOptions({ ...ORDER, ...no })).toEqual([]);
});

test("the time that was named is exact and goes before that of the clock", () => {
  expect(effectiveTime({ ...ORDER, effectiveTime: NAMED, now: NOW })).toEqual({ time: NAMED, isExact: true });
  expect(effectiveTime({ ...ORDER, now: NOW })).toEqual({ time: NOW, isExact: false });
  expect(effectiveTime(ORDER)).toBeUndefined();
});

test("a policy holds at a time, and there is none without one", async () => {
  const policy = {} as NonNullable<VerifyOrder["policy"]>;
  expect(policyInForce({ ...ORDER, now: NOW })).toBeUndefined();
  expect(policyInForce({ ...ORDER, policy, now: NOW })).toEqual({ policy, effective: { time: NOW, isExact: false } });
  await expectFault("internal", () => policyInForce({ ...ORDER, policy }));
});
