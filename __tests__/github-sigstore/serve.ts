import { type GitHubSigstoreOptions, startGitHubSigstore } from "./start-github-sigstore.ts";

// A program: `node serve.ts '<options as JSON>'` prints one line of JSON about the instance and serves until its input ends.
const options: Omit<GitHubSigstoreOptions, "clock" | "disturb" | "served"> = JSON.parse(process.argv[2] ?? "{}");
const { close, counts: _, ...described } = await startGitHubSigstore(options);
process.stdout.write(`${JSON.stringify(described)}\n`);
process.stdin.resume().once("end", () => void close());
