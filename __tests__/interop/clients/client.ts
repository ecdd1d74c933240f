import type { GitHubServer } from "../../github-server/start-github-server.ts";

/** A client of GitHub that nobody here wrote, and what it does; a task throws where it does not end as it must. */
export interface Client {
  /** Name and version. */
  readonly title: string;
  readonly tasks: readonly Task[];
  close?(): Promise<void>;
}

export interface Task {
  /** What the client is asked to do, as its user would say it. */
  readonly title: string;
  run(): Promise<void>;
}

export interface ClientVerdict {
  readonly client: string;
  readonly task: string;
  /** Undefined where it succeeded. */
  readonly problem: string | undefined;
}

/** In order, for one task goes on with what another made. */
export async function judgeClient({ title, tasks, close }: Client): Promise<ClientVerdict[]> {
  const verdicts: ClientVerdict[] = [];
  for (const task of tasks) verdicts.push({ client: title, task: task.title, problem: await problemOf(task) });
  await close?.();
  return verdicts;
}

async function problemOf(task: Task): Promise<string | undefined> {
  try {
    await task.run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The last task of each: what the server noted of all others. */
export function nothingForbidden(server: Pick<GitHubServer, "violations">): Task {
  return {
    title: "and did nothing that GitHub forbids",
    async run() {
      must(server.violations.length === 0, server.violations.join("; "));
    },
  };
}

export function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}
