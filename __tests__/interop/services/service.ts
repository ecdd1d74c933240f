import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ServiceOrder {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Path that its output goes to. */
  readonly log: string;
  /** User and group to run as. */
  readonly uid?: number;
  readonly gid?: number;
  /** Whether it answers; asked until it does. May throw. */
  ready(): Promise<boolean>;
}

export interface Service {
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;
/** What runs is ended with this process, whatever ends it. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** Starts a program that serves, and waits until it does; throws with the end of its output where it does not. */
export async function startService(order: ServiceOrder): Promise<Service> {
  const { name, program, args, log, uid, gid } = order;
  const output = openSync(log, "w");
  const env = order.env ?? { PATH: process.env["PATH"], HOME: "/nonexistent" };
  const identity = uid === undefined || gid === undefined ? {} : { uid, gid };
  const child = spawn(program, [...args], { cwd: "/", env, stdio: ["ignore", output, output], ...identity });
  closeSync(output);
  running.add(child);
  let ended = false;
  const exited = once(child, "exit").then(() => {
    ended = true;
    running.delete(child);
  });
  const close = async (): Promise<void> => {
    if (ended) return;
    child.kill("SIGINT");
    const stopped = await Promise.race([exited.then(() => true), sleep(2_000, false)]);
    if (!stopped) child.kill("SIGKILL");
    await exited;
  };
  const until = Date.now() + PATIENCE_MS;
  while (!ended && Date.now() < until) {
    if (await order.ready().catch(() => false)) return { close };
    await sleep(200);
  }
  await close();
  throw new Error(`${name} did not start: ${readFileSync(log, "utf8").trim().slice(-600)}`);
}

/** Whether an address answers with a status below 500. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status < 500;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
