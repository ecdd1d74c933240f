import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseStatement } from "../../../src/domain/attestation/statement.ts";
import { schemaId } from "../../../src/domain/home.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { NotReady } from "../../../src/journeys/seal/examine/not-ready.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { grypeReport } from "../../domain/evidence/sample-scans.ts";
import { expectFault } from "../../expect-fault.ts";
import { dieAfter, publishingRun } from "./publishing-run.ts";

const DAY = 24 * 60 * 60 * 1000;

interface Case {
  readonly failOn?: string;
  readonly report?: boolean;
  /** Days from now on which the decision ends; undefined for no decision. */
  readonly expires?: number;
  readonly id?: string;
}

function runWith({ failOn = "high", report = true, expires, id = "CVE-2026-1001" }: Case) {
  const run = publishingRun({ "tool.tar.gz": "a tool\n" });
  const now = run.forge.clock.now().getTime();
  const at = (days: number): string => new Date(now + days * DAY).toISOString();
  const write = (name: string, value: unknown): string => {
    mkdirSync(join(run.folder, "release"), { recursive: true });
    writeFileSync(join(run.folder, "release", name), JSON.stringify(value));
    return join("release", name);
  };
  const decision = {
    ...{ id, component: "pkg:npm/left@1.2.3", status: "not_affected", owner: "security", reason: "not called" },
    justification: "vulnerable_code_not_in_execute_path",
    reviewed: at(-100).slice(0, 10),
    expires: at(expires ?? 0).slice(0, 10),
  };
  // There is neither a checkout nor a GitHub to ask here.
  const policy = { "unsafe-allow": ["tag-target", "tag-kind", "branch", "version-order"] };
  const vulnerabilities = { "fail-on": failOn };
  const manifest = write("m.json", {
    schema: schemaId("release-manifest"),
    name: "octo-tool",
    policy,
    vulnerabilities,
  });
  const evidence = report ? [write("report.json", grypeReport({ timestamp: at(-0.1), built: at(-1) }))] : [];
  const risk =
    expires === undefined ? {} : { risk: write("risk.json", { schema: schemaId("risk"), decisions: [decision] }) };
  return { run, seal: () => run.seal({ manifest, evidence, ...risk }) };
}

async function refusedWith(one: Case, code: "validation-failed" | "validation-incomplete"): Promise<string> {
  const { run, seal } = runWith(one);
  const fault = await expectFault(code, seal);
  expect(fault).toBeInstanceOf(NotReady);
  expect(run.opened()).toBe(0);
  const { claims } = (fault as NotReady).examined;
  return claims
    .flatMap(({ id, status, reason }) => (id === "vulnerabilities" ? [`${status}: ${reason}`] : []))
    .join("\n");
}

describe("a vulnerability that a scanner found", () => {
  test("stops the release before anything is signed, unless it is decided about or below the rule", async () => {
    expect(await refusedWith({}, "validation-failed")).toBe(
      'failed: nobody decided about "GHSA-aaaa-bbbb-cccc" in "left", severity high',
    );
    await runWith({ failOn: "critical" }).seal();
    const { run, seal } = runWith({ expires: 30 });
    await seal();
    expect(run.opened()).toBe(1);
  });

  test("and a decision whose day is over stop it, also where nothing was found that it is about", async () => {
    expect(await refusedWith({ expires: -2 }, "validation-failed")).toContain("does not hold: the decision ended with");
    const other = { id: "CVE-2026-7", failOn: "critical", expires: -2 };
    expect(await refusedWith(other, "validation-failed")).toContain(
      'failed: the decision about "CVE-2026-7" ended with',
    );
  });

  test("that nobody looked for stops it, where the manifest demands decisions", async () => {
    expect(await refusedWith({ report: false }, "validation-incomplete")).toBe(
      "missing: no report of a scanner was given",
    );
  });
});

test("a decision about nothing that was found is told, and stops nothing", async () => {
  const { run, seal } = runWith({ id: "CVE-2026-7", failOn: "critical", expires: 30 });
  await seal();
  expect(run.warnings.join("\n")).toContain('the decision about "CVE-2026-7" in "pkg:npm/left@1.2.3" is about nothing');
});

test("decisions are sealed as OpenVEX, kept by GitHub, and the same in a rerun", async () => {
  const { run, seal } = runWith({ expires: 30 });
  await seal();
  const statements = run.github.attestations.flatMap(({ bundle }) => {
    const { content } = parseBundle(encodeUtf8(JSON.stringify(bundle)));
    return content.kind === "dsse" ? [parseStatement(content.payload)] : [];
  });
  const vex = statements.find(({ predicateType }) => predicateType === "https://openvex.dev/ns/v0.2.0");
  expect(run.names()).toContain("octo-tool-1.2.3.openvex.json");
  expect(vex).toMatchObject({
    subject: [{ name: "tool.tar.gz" }],
    predicate: { author: "https://github.com/octo-org/octo-tool" },
  });
});

test("a rerun takes over what was sealed with decisions, and publishes the same file", async () => {
  const { run, seal } = runWith({ expires: 30 });
  dieAfter(run.github, 8);
  await seal().catch(() => undefined);
  run.github.interfere = () => undefined;
  run.github.afterwards = () => undefined;
  const sealed = await seal();
  expect(sealed.recovered).toBe(true);
  expect(run.names()).toContain("octo-tool-1.2.3.openvex.json");
});

test("an asset cannot have the name of that file", async () => {
  const run = publishingRun({ "octo-tool-1.2.3.openvex.json": "{}\n" });
  await expectFault("asset-name-reserved", () => run.seal());
});
