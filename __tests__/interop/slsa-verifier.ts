import { tmpdir } from "node:os";
import type { Claim } from "./claim.ts";
import type { Installed } from "./install-program.ts";
import { runTool } from "./run-tool.ts";

/**
 * What slsa-verifier says about our provenance. It takes no trusted root, neither by an option nor from its environment: the
 * root of the public instance's update repository is compiled into it, and it refreshes from there. After that it accepts
 * builders of a fixed list only, so that there is no case here that it could accept. What it can judge is in summaries.ts.
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
  return `it takes a trusted root from no option and no variable, and accepts builders of a fixed list only; offline it says: ${said}`;
}
