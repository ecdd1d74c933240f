/** The versions of other programs that ran the commands of VERIFY.md as written; a test holds them equal to those it runs. */
export const TRIED = { cosign: "3.1.3", gh: "2.95.0", notation: "1.3.2" } as const;
