import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

export function removedFile(name: string): Fault {
  return new Fault("release-changed", `the file ${printable(name)} is not on the release any more`, {
    hint: "find out who removed it, then run again",
  });
}

export function contended(name: string): Fault {
  return new Fault(
    "release-contended",
    `another run put ${printable(name)} there first, and it is not the one sealed here`,
    {
      hint: "let the other run finish; then run this one again, which verifies what is there and signs nothing",
    },
  );
}

export function conflicting(name: string): Fault {
  return new Fault("release-conflict", `the release got another file ${printable(name)} while this run was sealing`, {
    hint: "remove it from the draft, and let only one job publish a release",
  });
}

export function publicConflict(name: string): Fault {
  return new Fault(
    "release-conflict",
    `the published release holds ${printable(name)}, which does not verify as its evidence`,
    {
      hint: "evidence of a published release is never replaced: publish a new version",
    },
  );
}
