import { EMBEDDED_ROOTS } from "../../src/domain/sigstore/embedded-roots.ts";
import { tooOld } from "../roots/root-age.ts";

// Refuses to release a program whose built-in trusted roots are old. Only the release workflow runs this: a check that looks at
// the calendar would break every commit one day.

const problems = tooOld(EMBEDDED_ROOTS, new Date());
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
