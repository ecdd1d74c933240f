import { type CommandDescription, USAGE } from "./option.ts";

export const completionDescription = {
  arguments: "<shell>",
  summary: "print what bash, zsh, fish or powershell reads to complete these commands",
  examples: [
    "completion bash > ~/.local/share/bash-completion/completions/capsule",
    "completion zsh > ~/.zsh/completions/_capsule",
    "completion fish > ~/.config/fish/completions/capsule.fish",
    "completion powershell | Out-String | Invoke-Expression",
  ],
  exits: [[0, "printed"], USAGE],
  options: {},
} as const satisfies CommandDescription;
