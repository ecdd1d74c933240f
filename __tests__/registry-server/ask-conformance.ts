import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../interop/run-tool.ts";
import { type RegistrySettings, startRegistry, USER } from "./start-registry.ts";

/** The ways in which the registry of the tests can behave, each a registry of others. */
export const MANNERS: readonly (readonly [manner: string, settings: RegistrySettings])[] = [
  ["blobs in two requests", {}],
  ["blobs in one request", { takesBlobsAtOnce: true }],
  ["no referrers API", { referrers: "tag" }],
  ["a login by name and password", { login: "basic" }],
  ["a login by bearer token", { login: "bearer" }],
];

/** What the conformance suite of the OCI said (distribution-spec, folder `conformance`). */
export interface ConformanceVerdict {
  readonly passed: number;
  /** The names of the checks. */
  readonly failed: readonly string[];
  readonly exit: number | null;
}

/** Starts our registry in one manner and lets the suite, a program of its own, ask it everything of version 1.1 that it is made for. */
export async function askConformance(program: string, settings: RegistrySettings): Promise<ConformanceVerdict> {
  const registry = await startRegistry(settings);
  const folder = mkdtempSync(join(tmpdir(), "capsule-conformance-"));
  const login = settings.login === undefined ? {} : { OCI_USERNAME: USER.name, OCI_PASSWORD: USER.password };
  const env = {
    ...{ PATH: process.env["PATH"], HOME: folder, OCI_RESULTS_DIR: folder, OCI_VERSION: "1.1", OCI_TLS: "disabled" },
    ...{ OCI_REGISTRY: registry.host, OCI_API_REFERRER: String(settings.referrers !== "tag"), ...login },
  };
  try {
    const { status, stdout } = await runTool(program, [], { cwd: folder, env, timeoutMs: 120_000 });
    const named = (verdict: string) =>
      [...stdout.matchAll(new RegExp(`^ *(.+): ${verdict}$`, "gm"))].map(([, name = ""]) => name);
    return { passed: named("Pass").length, failed: named("FAIL"), exit: status };
  } finally {
    await registry.close();
  }
}
