import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catchUp } from "../github-server/lag.ts";
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
} from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { newFolder, type Run, runProgram } from "../run-program.ts";
import { runnerJob } from "./runner-job.ts";

/** A repository whose workflow publishes a release: the services, the files that were built, and what became visible. */
export interface Publishing {
  readonly github: GitHubServer;
  readonly sigstore: GitHubSigstore;
  /** The built files by name. */
  readonly built: ReadonlyMap<string, Buffer>;
  /** Every request that others could see the effect of, in order. */
  readonly visible: readonly string[];
  /** What was public after each of them: digests by name. */
  readonly exposures: readonly ReadonlyMap<string, string>[];
  /** One attempt of the job, on a fresh runner; `interrupt` may end it right after a request took effect. */
  attempt(interrupt?: Interrupt): Promise<Run>;
  close(): Promise<void>;
}

export interface Interrupt {
  readonly signal: NodeJS.Signals;
  /** The request, and the how manyth of its kind. */
  readonly after: string;
  readonly nth: number;
}

export interface Programs {
  /** What runs the Action: `dist/action.js`, or its sources. */
  readonly action: string;
  /** What runs the command line. */
  readonly cli: string;
}

/** What a job has that uses `permissions` of the README and `assets: dist/*`. */
export async function startPublishing(
  { action }: Pick<Programs, "action">,
  options: GitHubServerOptions & { readonly built?: ReadonlyMap<string, Buffer> } = {},
): Promise<Publishing> {
  const visible: string[] = [];
  const exposures: ReadonlyMap<string, string>[] = [];
  const seen = new Map<string, number>();
  let onVisible: (operation: string, nth: number) => void = () => undefined;
  const note = (operation: string): void => {
    visible.push(operation);
    exposures.push(publicFiles(github));
    seen.set(operation, (seen.get(operation) ?? 0) + 1);
    onVisible(operation, seen.get(operation) ?? 0);
  };
  const github = await startGitHubServer(options);
  const sigstore = await startGitHubSigstore({
    ...(options.run === undefined ? {} : { run: options.run }),
    served: (service, method, status) => {
      if (service !== "token" && method === "POST" && status < 400) note(`POST ${service}`);
    },
  });
  github.onVisible = ({ operation }) => note(operation);
  const built = options.built ?? defaultAssets();
  const folders: string[] = [];
  let attempts = 0;

  return {
    github,
    sigstore,
    built,
    visible,
    exposures,
    async attempt(interrupt) {
      attempts += 1;
      // A runner takes longer to start than replicas to see what the last one did.
      catchUp(github.state);
      const runner = newFolder();
      folders.push(runner);
      const runAttempt = String(attempts);
      github.state.run = { ...github.state.run, runAttempt };
      const { workspace, env } = runnerJob(runner, { github, sigstore, env: sigstore.jobOf({ runAttempt }) });
      for (const [name, bytes] of built) writeFileSync(join(workspace, "dist", name), bytes);
      seen.clear();
      return runProgram(process.execPath, [action], {
        cwd: workspace,
        env,
        started: (kill) => {
          onVisible = (operation, nth) => {
            if (operation === interrupt?.after && nth === interrupt.nth) kill(interrupt.signal);
          };
        },
      });
    },
    async close() {
      await Promise.all([github.close(), sigstore.close()]);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Small files, and one that takes several packets. */
function defaultAssets(): Map<string, Buffer> {
  const large = Buffer.concat(Array.from({ length: 8192 }, (_, n) => createHash("sha256").update(String(n)).digest()));
  return new Map([
    ["tool-linux-x64", Buffer.from("the tool\n")],
    ["tool.txt", Buffer.from("x")],
    ["tool.bin", large],
  ]);
}

function publicFiles({ state }: GitHubServer): Map<string, string> {
  const released = [...state.releases.values()].filter(({ draft }) => !draft);
  return new Map(
    released.flatMap(({ assets }) => [...assets.values()].map((asset) => [asset.name, asset.sha256 ?? ""] as const)),
  );
}
