import { webCryptography } from "../../src/crypto/web.ts";
import { decodeBase64 } from "../../src/kernel/base64.ts";
import { type BrowserCase, judge } from "./judge.ts";

// What runs in the page: takes questions from the server that the page came from, until there are none, and tells its answers.

const files = new Map<string, Uint8Array>();

for (let answers: readonly string[] = []; ; ) {
  const { given, questions } = (await ask(answers)) as {
    readonly given: Readonly<Record<string, string>>;
    readonly questions: readonly BrowserCase[];
  };
  for (const [name, content] of Object.entries(given)) files.set(name, decodeBase64(content));
  if (questions.length === 0) break;
  const found: string[] = [];
  for (const question of questions) found.push(await judge(question, fileOf, webCryptography));
  answers = found;
}

function fileOf(name: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new Error(`${name} was not given`);
  return bytes;
}

async function ask(answers: readonly string[]): Promise<unknown> {
  const response = await fetch("/answers", { method: "POST", body: JSON.stringify(answers) });
  return await response.json();
}
