import { ADMISSIONS } from "../../domain/guide/admission-policy.ts";
import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";

export const guideDescription = {
  arguments: "<capsule>",
  summary: "print the VERIFY.md of a capsule, without verifying it",
  examples: ["guide tool-1.2.3.capsule > VERIFY.md", "guide --admission kyverno tool-1.2.3.capsule > policy.yaml"],
  exits: [[0, "printed"], REFUSED, USAGE, ENVIRONMENT],
  options: {
    admission: {
      kind: "text",
      placeholder: "KIND",
      description: `instead the rule that admits its images by the exact identity that signed them: ${ADMISSIONS.join(", ")}`,
    },
  },
} as const satisfies CommandDescription;
