import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./install-node.ts";
import { lastLine, runTool, type ToolRun } from "./run-tool.ts";

/** Fetches a library with all that it needs into `lib`, and compiles a program of ours into `classes`. */
export async function installJava(
  { maven, version, java }: { readonly maven: string; readonly version: string; readonly java: string },
  { folder, timeoutMs }: Place,
): Promise<string | undefined> {
  const [group, artifact] = maven.split(":");
  const dependency = `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`;
  const own = "<modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>";
  const dependencies = `<dependencies><dependency>${dependency}</dependency></dependencies>`;
  writeFileSync(join(folder, "pom.xml"), `<project>${own}${dependencies}</project>\n`);
  const run = (program: string, ...words: string[]): Promise<ToolRun> =>
    runTool(program, words, { cwd: folder, timeoutMs, env: process.env });
  const fetched = await run("mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib");
  if (fetched.status !== 0) return lastLine(fetched.stdout + fetched.stderr);
  const compiled = await run("javac", "-cp", join("lib", "*"), "-d", "classes", java);
  return compiled.status === 0 ? undefined : lastLine(compiled.stderr);
}
