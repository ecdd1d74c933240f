import type { Options } from "./option.ts";

/** What compares a release with what was seen before. */
export const memoryOptions = {
  pin: {
    kind: "text",
    placeholder: "FILE",
    description:
      "remember in this file what the releases of a project are like, and refuse what is another; `user` is the memory of this user; a capsule.lock in the folder, or above it in its repository, is used anyway",
  },
  "accept-change": {
    kind: "lines",
    placeholder: "CHANGE",
    description:
      "what may be another than it was, and is remembered so: owner, workflow, evidence, rollback (an older release) or bytes (of a version)",
  },
  "min-age": {
    kind: "text",
    placeholder: "AGE",
    description:
      "how long ago it must have been signed by the time of the log, as 3d or 12h; fresher is incomplete (3)",
  },
} as const satisfies Options;
