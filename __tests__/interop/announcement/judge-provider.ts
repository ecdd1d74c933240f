import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csafAdvisory, csafFileName } from "../../../src/domain/announcement/write-csaf.ts";
import { jsonText } from "../../../src/kernel/json-text.ts";
import { exampleAnnouncement } from "../../domain/announcement/announcement-example.ts";
import { SECURITY } from "../../domain/announcement/security-example.ts";
import { commandInFolder } from "../../doors/command-in-folder.ts";
import { startLoopback } from "../../loopback-server.ts";
import { makeServerCertificate } from "../../openssl.ts";
import { pathOf } from "../images/start-registries.ts";
import type { Installed } from "../install-program.ts";
import { lastLine, runTool } from "../run-tool.ts";
import type { AnnouncementVerdict } from "./announcement-verdict.ts";

const DOMAIN = "acme.example";
const FIRST = "white/2026/acme-2026-1.json";

/**
 * A whole CSAF provider that `capsule announce` lays out, before csaf_checker: with TLS under an authority of its own, and every host of
 * the domain through a proxy of this machine. Without signatures, with those of gpg, and with an advisory that changed after it was signed.
 */
export async function judgeProvider(programs: readonly Installed[]): Promise<AnnouncementVerdict[]> {
  const checker = pathOf(programs, "csaf_checker");
  if (checker === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-provider-"));
  const host = await startHost(join(folder, "public"));
  try {
    const check = (what: string, wanted: Omit<Wanted, "what">) =>
      askChecker(checker, { folder, env: host.env, what, ...wanted });
    const announcement = exampleAnnouncement();
    const advisory = csafFileName(announcement);
    writeFileSync(join(folder, advisory), jsonText(csafAdvisory(announcement, "2.0")));
    await layOut(folder, ["--advisory", advisory], {});
    const verdicts = [await check("a provider without signatures", { role: "csaf_provider", fails: [15, 19] })];
    const key = newOpenPgpKey(folder);
    if (key === undefined) return verdicts;
    key.sign(join(folder, "public/csaf", FIRST));
    const openpgp = [{ fingerprint: key.fingerprint, web: `https://${DOMAIN}/.well-known/csaf/openpgp/key.asc` }];
    mkdirSync(join(folder, "public/csaf/openpgp"));
    writeFileSync(join(folder, "public/csaf/openpgp/key.asc"), key.armored);
    await layOut(folder, [], { openpgp });
    verdicts.push(await check("a provider of signed advisories", { role: "csaf_trusted_provider", fails: [] }));
    cpSync(join(folder, "public/csaf", FIRST), join(folder, "kept.json"));
    writeFileSync(
      join(folder, "public/csaf", FIRST),
      readFileSync(join(folder, "kept.json"), "utf8").replace("1.4.3", "1.4.4"),
    );
    verdicts.push(await check("an advisory that was changed", { role: "csaf_trusted_provider", fails: [18, 19] }));
    return verdicts;
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function layOut(folder: string, more: readonly string[], changes: object): Promise<void> {
  const expires = `${new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 19)}Z`;
  const support = [{ line: "1", until: "open" }];
  writeFileSync(join(folder, "security.json"), JSON.stringify({ ...SECURITY, expires, support, ...changes }));
  const { status, err } = await commandInFolder(folder, ["announce", "--out", "public", ...more, "security.json"], {});
  if (status !== 0) throw new Error(`announce ended with ${status}: ${err}`);
}

interface Wanted {
  readonly what: string;
  readonly role: string;
  /** The requirements of §7.1 that fall short, and are known to; those that the role asks for are none of them. */
  readonly fails: readonly number[];
}

interface Report {
  readonly domains: readonly {
    readonly role: string;
    readonly passed: boolean;
    readonly requirements: readonly { num: number; messages?: readonly { type: number; text: string }[] }[];
  }[];
}

const ERROR = 2;

async function askChecker(
  checker: string,
  { folder, env, what, role, fails }: Wanted & { readonly folder: string; readonly env: NodeJS.ProcessEnv },
): Promise<AnnouncementVerdict> {
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const environment = { PATH: process.env["PATH"] ?? "", HOME: folder, ...env };
  const { stderr } = await runTool(checker, ["-o", report, DOMAIN], {
    cwd: folder,
    env: environment,
    timeoutMs: 120_000,
  });
  const isAllowed = fails.every((one) => one !== 18);
  const question = `csaf_checker ${isAllowed ? "passes" : "refuses"} ${what}, as a ${role}`;
  let read: Report;
  try {
    read = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { question, isRight: false, reason: lastLine(stderr) };
  }
  const [domain] = read.domains;
  const errors = (domain?.requirements ?? []).flatMap(({ num, messages = [] }) =>
    messages.filter(({ type }) => type === ERROR).map(({ text }) => ({ num, text })),
  );
  const failed = [...new Set(errors.map(({ num }) => num))];
  const isRight =
    domain?.role === role &&
    domain.passed === isAllowed &&
    failed.length === fails.length &&
    failed.every((one) => fails.includes(one));
  const asWhat = domain === undefined ? "no domain" : `${domain.role}, ${domain.passed ? "passed" : "not passed"}`;
  const named = failed.length === 0 ? question : `${question} (requirements ${failed.join(", ")} fall short)`;
  return { question: named, isRight, reason: [asWhat, ...errors.map(({ num, text }) => `${num}: ${text}`)].join("; ") };
}

/** Every host of the domain, as a host of files has it: a folder is its `index.html`. */
async function startHost(files: string): Promise<{ env: NodeJS.ProcessEnv; close(): Promise<void> }> {
  const names = [DOMAIN, `csaf.data.security.${DOMAIN}`];
  const { key, cert, caPath } = makeServerCertificate(names);
  const server = await startLoopback(
    (request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? "/", "https://host").pathname);
      const isOwnHost = request.headers.host?.startsWith("csaf.data.security.") === true;
      const wanted = isOwnHost ? "/csaf/provider-metadata.json" : path.replace(/^\/\.well-known/, "");
      const at = join(files, wanted.endsWith("/") ? `${wanted}index.html` : wanted);
      if ((!isOwnHost && !path.startsWith("/.well-known/")) || !isFile(at)) {
        response.writeHead(404).end();
        return;
      }
      const type = at.endsWith(".json") ? "application/json" : at.endsWith(".html") ? "text/html" : "text/plain";
      response.writeHead(200, { "content-type": type }).end(readFileSync(at));
    },
    { key, cert },
  );
  const proxy = createServer();
  proxy.on("connect", (_request, client, head) => {
    const upstream = connect(server.port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    env: { HTTPS_PROXY: address, SSL_CERT_FILE: caPath },
    async close() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      await server.close();
    },
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

interface OpenPgpKey {
  readonly fingerprint: string;
  readonly armored: string;
  sign(path: string): void;
}

/** A key of gpg, as a maintainer has one; undefined where there is no gpg. */
function newOpenPgpKey(folder: string): OpenPgpKey | undefined {
  const home = join(folder, "gnupg");
  mkdirSync(home, { mode: 0o700 });
  const gpg = (...args: string[]): string =>
    execFileSync(
      "gpg",
      ["--homedir", home, "--batch", "--yes", "--passphrase", "", "--pinentry-mode", "loopback", ...args],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
  try {
    gpg("--quick-generate-key", "Acme Security <security@acme.example>", "ed25519", "sign", "1d");
  } catch {
    return undefined;
  }
  const [, fingerprint = ""] = /^fpr:+([0-9A-F]+):/m.exec(gpg("--list-keys", "--with-colons")) ?? [];
  return {
    fingerprint,
    armored: gpg("--armor", "--export"),
    sign: (path) => void gpg("--armor", "--detach-sign", path),
  };
}
