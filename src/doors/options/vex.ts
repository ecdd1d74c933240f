import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const vexDescription = {
  arguments: "",
  summary:
    "lay out what was decided about vulnerabilities (release/risk.yaml) as a VEX repository, which scanners find by the package that it is about",
  examples: [
    "vex --repository octo-org/octo-tool",
    "vex --repository octo-org/octo-tool --location https://octo.example/vex.tar.gz --out public",
  ],
  exits: [
    [0, "written; decisions that do not hold today are left out, and named"],
    [1, "the file of decisions is malformed"],
    USAGE,
    ENVIRONMENT,
  ],
  options: {
    repository: {
      kind: "text",
      placeholder: "OWNER/NAME",
      description: "who decides: the repository on GitHub, or its address",
    },
    risk: {
      kind: "text",
      placeholder: "FILE",
      description: "the file of decisions; by default release/risk.yaml, .yml or .json",
    },
    location: {
      kind: "text",
      placeholder: "URL",
      description:
        "where scanners fetch the archive of what is written, with //FOLDER for what lies in a folder of it; by default GitHub's archive of the branch main",
    },
    out: {
      kind: "text",
      placeholder: "FOLDER",
      description: "where vex-repository.json and the folder vex are written; by default here",
    },
    json,
  },
} as const satisfies CommandDescription;
