import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type GitRepository, gitRepository } from "../../__tests__/git-repository.ts";

/** A temporary folder in which a program makes a lockfile, with a home of its own and a registry of ours on loopback. */
export interface Workplace {
  readonly folder: string;
  /** `http://127.0.0.1:<port>`, where the folder `registry` is served. */
  readonly address: string;
  /** What programs find in their environment besides the usual. */
  readonly variables: Record<string, string>;
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  /** What the command prints. `inside` is a folder of the workplace. */
  run(command: readonly string[], args: readonly string[], inside?: string): string;
  /** A new repository that git finds under a public address. */
  repository(url: string): GitRepository;
  close(): void;
}

export async function openWorkplace(files: Readonly<Record<string, string>>): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), "capsule-lockfile-"));
  const registry = join(folder, "registry");
  mkdirSync(registry);
  // Another process, since this one waits for its programs.
  const server = spawn("python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", registry], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [greeting] = await once(server.stdout, "data");
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(greeting))?.[0] ?? "";
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const variables: Record<string, string> = {};
  let gitConfig = '[protocol "file"]\n  allow = always\n[safe]\n  directory = *\n';
  return {
    ...{ folder, address, variables, write },
    read: (path) => readFileSync(join(folder, path), "utf8"),
    run: ([command = "", ...before], args, inside = ".") =>
      execFileSync(command, [...before, ...args], {
        ...{ cwd: join(folder, inside), encoding: "utf8", env: { ...environment(folder), ...variables } },
        maxBuffer: 64 << 20,
        stdio: ["ignore", "pipe", "pipe"],
      }),
    repository(url) {
      const path = join(folder, "git/repositories", encodeURIComponent(url));
      mkdirSync(path, { recursive: true });
      gitConfig += `[url "file://${path.replaceAll("%", "%25")}"]\n  insteadOf = ${url}\n`;
      write(".gitconfig", gitConfig);
      return gitRepository(path);
    },
    close: () => void server.kill(),
  };
}

/** A home of its own, so that no setting of this machine reaches a lockfile; caches are elsewhere. */
function environment(home: string): NodeJS.ProcessEnv {
  const kept = [
    "PATH",
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
  ];
  const values = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  const toolchains = { RUSTUP_HOME: process.env["RUSTUP_HOME"] ?? join(homedir(), ".rustup") };
  return {
    ...Object.fromEntries(values),
    ...{ HOME: home, CI: "1", LANG: "C.UTF-8", GOFLAGS: "-mod=mod" },
    ...toolchains,
  };
}
