import { judgeWindows } from "../../__tests__/interop/windows/judge-windows.ts";
import { startWindows } from "../../__tests__/interop/windows/wine.ts";

/**
 * The built programs under Node.js for Windows, in Wine. The last line counts; exit code 1 if anything went another way than
 * it should. Without Wine it says so, and with `-- --required` that is a failure, too.
 *
 *     npm run windows
 */
const windows = await startWindows();
if (typeof windows === "string") {
  console.log(`windows: skipped, ${windows}`);
  if (process.argv.includes("--required")) process.exitCode = 1;
} else {
  try {
    console.log(windows.title);
    const results = await judgeWindows(windows);
    const failed = results.filter(({ problem }) => problem !== undefined);
    for (const { task, problem } of results) console.log(`  ${problem === undefined ? "passed" : "FAILED"}  ${task}`);
    for (const { task, problem } of failed) console.log(`\n${task}:\n  ${problem}`);
    if (failed.length > 0) process.exitCode = 1;
    console.log(`windows: ${results.length - failed.length} of ${results.length} tasks succeeded`);
  } finally {
    windows.close();
  }
}
