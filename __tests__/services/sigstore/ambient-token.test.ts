import { afterEach, expect, test } from "vitest";
import { Fault } from "../../../src/kernel/fault.ts";
import { ambientTokens, requireAmbientTokens } from "../../../src/services/sigstore/ambient-token.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { type LoopbackServer, startLoopback } from "../../loopback-server.ts";
import { type Answer, answersInTurn } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";
import { GITHUB_CLAIMS, testToken } from "./test-token.ts";

const ENDPOINT = "https://pipelines.example/token?api-version=2";
const ON_GITHUB = {
  GITHUB_ACTIONS: "true",
  ACTIONS_ID_TOKEN_REQUEST_URL: ENDPOINT,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-canary",
};

function ask(env: Record<string, string>, ...answers: (Answer | Fault)[]) {
  const http = answersInTurn(...answers);
  const clock = testClock();
  const masked: string[] = [];
  const tokens = ambientTokens({ http, clock, env: (name) => env[name], mask: (secret) => masked.push(secret) });
  return { http, clock, masked, token: () => tokens.token("sigstore") };
}

const value = testToken();

test("asks the endpoint of the runner for the audience, with its bearer token", async () => {
  const { http, token, masked } = ask(ON_GITHUB, { body: { count: 1, value } });
  expect((await token()).raw).toBe(value);
  expect(http.requests[0]?.url).toBe(`${ENDPOINT}&audience=sigstore`);
  expect(http.requests[0]?.headers?.["authorization"]).toBe("Bearer request-canary");
  expect(masked).toEqual([value]);
});

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

test("asks over a real socket, too", async () => {
  const server = await startLoopback((request, response) => {
    const allowed = request.headers.authorization === "Bearer request-canary" && request.url === "/t?audience=sigstore";
    response.writeHead(allowed ? 200 : 401).end(JSON.stringify({ value }));
  });
  servers.push(server);
  const env: Record<string, string> = { ...ON_GITHUB, ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/t` };
  const tokens = ambientTokens({ http: createHttp(() => undefined), clock: testClock(), env: (name) => env[name] });
  expect((await tokens.token("sigstore")).raw).toBe(value);
});

const OCTO = "https://octo.ghe.com";
test.each([
  ["another GitHub", { GITHUB_SERVER_URL: "https://github.com" }, "https://token.actions.octo.ghe.com"],
  ["github.com on a place of ghe.com", { GITHUB_SERVER_URL: OCTO }, "https://token.actions.githubusercontent.com/octo"],
  ["another server", { GITHUB_SERVER_URL: "https://ghes.example" }, "https://ghes.example.org/_services/token"],
  ["an issuer that looks like GitHub's", {}, "https://token.actions.githubusercontent.com.evil"],
  ["another service", {}, "https://gitlab.com"],
])("the token of a job that is of %s is refused before a certificate is asked for (W2)", async (_, server, iss) => {
  const { token, http } = ask({ ...ON_GITHUB, ...server }, { body: { value: testToken({ ...GITHUB_CLAIMS, iss }) } });
  await expectFault("identity-token-unfit", token);
  expect(http.requests).toHaveLength(1);
});

test.each([
  ["https://octo.ghe.com", "https://token.actions.octo.ghe.com"],
  ["https://ghes.example", "https://ghes.example/_services/token"],
  ["https://github.com", "https://token.actions.githubusercontent.com/octo-enterprise"],
])("a job of %s is given a token of %s (W2)", async (web, iss) => {
  const raw = testToken({ ...GITHUB_CLAIMS, iss });
  const { token } = ask({ ...ON_GITHUB, GITHUB_SERVER_URL: web }, { body: { value: raw } });
  expect((await token()).raw).toBe(raw);
});

test("a job without permission is told which lines to add (O01)", async () => {
  const fault = await expectFault(
    "identity-token-missing",
    ask({ GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "push" }).token,
  );
  expect(fault.hint).toContain("permissions:\n  contents: write\n  id-token: write");
});

test("a pull request from a fork is told why, and never to use pull_request_target (O02)", async () => {
  const env = { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "pull_request" };
  const fault = await expectFault("identity-token-missing", ask(env).token);
  expect(fault.message).toContain("fork");
  expect(`${fault.message} ${fault.hint}`).not.toContain("pull_request_target");
});

test("an endpoint that fails is asked again, within bounds (O03)", async () => {
  const recovering = ask(ON_GITHUB, { status: 503 }, new Fault("network-timeout", "late"), { body: { value } });
  expect((await recovering.token()).raw).toBe(value);
  const down = ask(ON_GITHUB, { status: 500, body: "request-canary" });
  const fault = await expectFault("identity-token-refused", down.token);
  expect(down.http.requests).toHaveLength(4);
  expect(fault.message).not.toContain("canary");
});

test.each([
  ["no JSON", "<html>"],
  ["another shape", { token: value }],
  ["a number", { value: 1 }],
])("an endpoint that answers with %s shows nothing of it (O06, O07)", async (_what, body) => {
  const fault = await expectFault("response-malformed", ask(ON_GITHUB, { body }).token);
  expect(`${fault.message} ${fault.stack}`).not.toContain(value.slice(0, 12));
});

test.each(["http://pipelines.example/token", "https://user:canary@pipelines.example/", "file:///etc/passwd", "x"])(
  "never sends the bearer token to %s (O09)",
  async (address) => {
    const { token, http } = ask({ ...ON_GITHUB, ACTIONS_ID_TOKEN_REQUEST_URL: address }, {});
    const fault = await expectFault("address-refused", token);
    expect(fault.message).not.toContain("canary");
    expect(http.requests).toHaveLength(0);
  },
);

test("refuses a token for another audience (O05)", async () => {
  const other = testToken({ ...GITHUB_CLAIMS, aud: "https://github.com/owner" });
  const fault = await expectFault("identity-token-unfit", ask({ SIGSTORE_ID_TOKEN: other }).token);
  expect(fault.message).toContain('"https://github.com/owner"');
  expect(fault.hint).toContain("SIGSTORE_ID_TOKEN");
});

test("refuses an expired token, and names the clock in case it is the clock that is wrong (O04, F14)", async () => {
  const { clock, token } = ask({ SIGSTORE_ID_TOKEN: value });
  clock.advance(299_000);
  expect((await token()).raw).toBe(value);
  clock.advance(1000);
  const fault = await expectFault("identity-token-unfit", token);
  expect(fault.message).toContain("2026-11-21T07:05:00Z");
  expect(fault.hint).toContain("clock");
  clock.advance(-1000);
  const endless = testToken({ ...GITHUB_CLAIMS, exp: 1e15 });
  expect((await ask({ SIGSTORE_ID_TOKEN: endless }).token()).raw).toBe(endless);
});

test("a given token wins over the runner's, and is masked before it is read (O07)", async () => {
  const { token, http, masked } = ask({ ...ON_GITHUB, SIGSTORE_ID_TOKEN: value }, {});
  expect((await token()).raw).toBe(value);
  expect(http.requests).toHaveLength(0);
  expect(masked).toEqual([value]);
  const broken = ask({ SIGSTORE_ID_TOKEN: "canary.canary" });
  const fault = await expectFault("identity-token-malformed", broken.token);
  expect(broken.masked).toEqual(["canary.canary"]);
  expect(`${fault.message} ${fault.stack}`).not.toContain("canary.canary");
});

test("CircleCI's own token is used where its audience fits", async () => {
  expect((await ask({ CIRCLECI: "true", CIRCLE_OIDC_TOKEN_V2: value }).token()).raw).toBe(value);
});

test.each([
  ["on a laptop", {}, "--sigstore local"],
  ["in GitLab", { GITLAB_CI: "true" }, "id_tokens:"],
  ["in Buildkite", { BUILDKITE: "true" }, "buildkite-agent oidc request-token --audience sigstore"],
  ["in CircleCI", { CIRCLECI: "true" }, "circleci run oidc get"],
])("without a token %s the hint says what to do", async (_where, env, words) => {
  const fault = await expectFault("identity-token-missing", ask(env).token);
  expect(String(fault.hint)).toContain(words);
});

test("where no token can be had this is said before anything is done, and nobody is asked (O01, O02)", async () => {
  const require = (env: Record<string, string>) => requireAmbientTokens((name) => env[name], "sigstore");
  const nowhere = await expectFault("identity-token-missing", () => require({}));
  expect(String(nowhere.hint)).toContain("--sigstore local");
  const forbidden = await expectFault("identity-token-missing", () => require({ GITHUB_ACTIONS: "true" }));
  expect(forbidden.hint).toContain("id-token: write");
  const fork = { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "pull_request" };
  expect((await expectFault("identity-token-missing", () => require(fork))).message).toContain("from a fork");
  expect(() => require(ON_GITHUB)).not.toThrow();
  expect(() => require({ SIGSTORE_ID_TOKEN: value })).not.toThrow();
});
