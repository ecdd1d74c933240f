import { createInterface } from "node:readline";
import { addTag } from "./github-state.ts";
import { type GitHubServerOptions, startGitHubServer } from "./start-github-server.ts";

// A program: `node main.ts '<options as JSON>'` prints one line of JSON with its addresses, then one for each visible
// request, and serves until its input ends. A line of JSON of its input is a fault rule, or `{"tag", "commit"}`.
const options: GitHubServerOptions = JSON.parse(process.argv[2] ?? "{}");
const server = await startGitHubServer(options);
const print = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

server.onVisible = (request, count) => print({ ...request, count });
print({ url: server.url, token: server.token, place: server.place, isCompared: server.isCompared });
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const order = JSON.parse(line);
  if ("fault" in order) server.faults.add(order);
  else addTag(server.state, order.tag, order);
});
lines.once("close", () => {
  const asked = server.requests
    .map(({ operation }) => operation)
    .filter((operation) => !["GET download", "GET bundle"].includes(operation));
  const uploads = asked.filter((operation) => operation.startsWith("POST") && operation.endsWith("/assets")).length;
  print({ violations: server.violations, requests: asked.length, uploads });
  void server.close();
});
