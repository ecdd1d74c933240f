import { tmpdir } from "node:os";
import type { Claim } from "./claim.ts";
import type { Installed } from "./install-program.ts";
import { runTool } from "./run-tool.ts";

/**
 * What slsa-verifier says about our provenance. It takes no trusted root: it asks the update repository of the public
 * instance, and then accepts builders of a fixed list only, so that there is no case here that it could accept.
 */
export async function askSlsaVerifier(program: Installed, { bundle, repository, artifact }: Claim): Promise<string> {
  if ("error" in program) return program.error;
  const nowhere = "http://127.0.0.1:9";
  const run = await runTool(
    program.path,
    ["verify-artifact", "--provenance-path", bundle, "--source-uri", `github.com/${repository}`, artifact],
    { cwd: tmpdir(), env: { HOME: tmpdir(), HTTPS_PROXY: nowhere }, timeoutMs: 60_000 },
  );
  const said = /FAILED: SLSA verification failed: (.*)/.exec(run.stderr)?.[1] ?? `it ended with ${run.status}`;
  return `it has no option for a trusted root, and accepts builders of a fixed list only; offline it says: ${said}`;
}
