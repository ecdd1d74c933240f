import { createSequencer } from "../../../src/journeys/log/sequencer.ts";
import { processEnv } from "../../../src/world/env.ts";
import { gitBranch } from "../../../src/world/git/git-branch.ts";
import { leafOf, testLog } from "./test-log.ts";

/** A program that appends two leaves to a branch. Arguments: repository, folder of the payloads. */
const [repository = "", payloads = ""] = process.argv.slice(2);
const log = testLog(payloads, gitBranch({ repository, branch: "release-log" }, processEnv));
await createSequencer(log).append([leafOf("one of two"), leafOf("two of two")]);
