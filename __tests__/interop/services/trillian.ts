import { chownSync, cpSync, mkdtempSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { runTool } from "../run-tool.ts";
import { answers, freePort, type Service, startService } from "./service.ts";

export interface Trillian extends Service {
  /** `127.0.0.1:<port>` of its gRPC. */
  readonly address: string;
  /** A new, empty log; resolves to its id. */
  createTree(): Promise<string>;
}

export interface TrillianPrograms {
  readonly logServer: string;
  readonly logSigner: string;
  readonly createTree: string;
  /** Path of the schema that belongs to them. */
  readonly schema: string;
}

/** A log server and a signer over a PostgreSQL of their own. */
export async function startTrillian(programs: TrillianPrograms, folder: string): Promise<Trillian> {
  const database = await startPostgres(programs.schema, folder);
  const storage = ["--storage_system=postgresql", `--postgresql_uri=${database.uri}`, "--quota_system=noop"];
  const start = async (name: string, program: string, more: readonly string[] = []) => {
    const [rpc, http] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
    const args = [...storage, `--rpc_endpoint=${rpc}`, `--http_endpoint=${http}`, "--logtostderr", ...more];
    const ready = () => answers(`http://${http}/metrics`);
    return { rpc, service: await startService({ name, program, args, log: join(folder, `${name}.log`), ready }) };
  };
  const server = await start("trillian_log_server", programs.logServer);
  const often = ["--force_master", "--sequencer_interval=50ms", "--num_sequencers=2", "--batch_size=500"];
  const signer = await start("trillian_log_signer", programs.logSigner, often);
  return {
    address: server.rpc,
    async createTree() {
      const args = [`--admin_server=${server.rpc}`];
      const { status, stdout, stderr } = await run(programs.createTree, args, folder);
      if (status !== 0) throw new Error(`createtree: ${stderr.slice(-400)}`);
      return stdout.trim();
    },
    async close() {
      await signer.service.close();
      await server.service.close();
      await database.close();
    },
  };
}

async function startPostgres(schema: string, folder: string): Promise<Service & { uri: string }> {
  const programs = (await run("pg_config", ["--bindir"], folder)).stdout.trim();
  // PostgreSQL does not run as root: there, its files and processes are the user's that its package made.
  const user = userInfo().uid === 0 ? await idsOf("postgres") : undefined;
  const place = mkdtempSync(join(tmpdir(), "capsule-postgres-"));
  if (user !== undefined) chownSync(place, user.uid, user.gid);
  const data = join(place, "data");
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"];
  const made = await run(join(programs, "initdb"), initdb, place, user);
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr.slice(-400)}`);
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "fsync=off", "max_connections=200"];
  const service = await startService({
    name: "postgres",
    program: join(programs, "postgres"),
    args: ["-D", data, "-p", String(port), "-k", place, ...settings.flatMap((one) => ["-c", one])],
    log: join(folder, "postgres.log"),
    ...user,
    ready: async () =>
      (await run(join(programs, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)], place)).status === 0,
  });
  const uri = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const copy = join(folder, "schema.sql");
  cpSync(schema, copy);
  const loaded = await run(join(programs, "psql"), ["-q", "-v", "ON_ERROR_STOP=1", "-f", copy, uri], folder);
  if (loaded.status !== 0) throw new Error(`the schema of Trillian: ${loaded.stderr.slice(-400)}`);
  return { ...service, uri: `${uri}?sslmode=disable` };
}

async function idsOf(name: string): Promise<{ uid: number; gid: number }> {
  const id = async (flag: string) => Number((await run("id", [flag, name], "/")).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

function run(program: string, args: readonly string[], cwd: string, user?: { uid: number; gid: number }) {
  return runTool(program, args, { cwd, env: process.env, timeoutMs: 60_000, ...user });
}
