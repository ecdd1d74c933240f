import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { encodeBase64 } from "../../src/kernel/base64.ts";
import type { BrowserFile } from "./bundle-for-browsers.ts";
import type { BrowserCase } from "./judge.ts";
import type { OpenedPage } from "./open-browser.ts";

/** Questions that are handed over together, and the time in which they must be answered. */
const BATCH = 40;
const PATIENCE_MS = 120_000;

export interface Asked {
  /** Opens a page in the browser. */
  readonly open: (address: string) => OpenedPage;
  /** Of the page; the first one is its entry. */
  readonly code: readonly BrowserFile[];
  /** What questions name, by its name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly questions: Iterable<BrowserCase>;
  /** What is expected of the browser; found out while it works. */
  readonly expected: (question: BrowserCase) => Promise<string>;
  /** Receives the answer to each question, in their order. */
  readonly answered: (question: BrowserCase, answer: string, expected: string) => void;
}

/** Asks a browser, through a loopback server that it has its page from. Throws if it falls silent or ends before the last answer. */
export async function askBrowser(asked: Asked): Promise<void> {
  const { open: openPage, code, files, questions } = asked;
  const source = questions[Symbol.iterator]();
  const given = new Set<string>();
  let open: readonly OpenQuestion[] = [];
  let heard = Date.now();

  const { promise: done, resolve: finish, reject: fail } = Promise.withResolvers<void>();
  const answer = async (request: IncomingMessage): Promise<object> => {
    heard = Date.now();
    const answers = JSON.parse(await textOf(request)) as readonly string[];
    if (answers.length !== open.length) throw new Error(`${answers.length} answers to ${open.length} questions`);
    for (const [index, { question, expected }] of open.entries()) {
      asked.answered(question, answers[index] ?? "", await expected);
    }
    const next = Array.from({ length: BATCH }, () => source.next()).flatMap((step) => (step.done ? [] : [step.value]));
    open = next.map((question) => ({ question, expected: afterwards(() => asked.expected(question)) }));
    if (next.length === 0) finish();
    return { given: newFiles(next, files, given), questions: next };
  };
  const server = createServer((request, response) => {
    serve(request, response, { code, answer }).catch(fail);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const page = openPage(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const watch = setInterval(() => {
    if (Date.now() - heard > PATIENCE_MS) fail(new Error(`the browser said nothing for ${PATIENCE_MS / 1000} s`));
  }, 1000);
  try {
    await Promise.race([done, page.ended]);
  } finally {
    clearInterval(watch);
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

interface OpenQuestion {
  readonly question: BrowserCase;
  readonly expected: Promise<string>;
}

/** Once the browser has what it waits for. */
async function afterwards(find: () => Promise<string>): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return find();
}

interface Site {
  readonly code: readonly BrowserFile[];
  readonly answer: (request: IncomingMessage) => Promise<object>;
}

async function serve(request: IncomingMessage, response: ServerResponse, { code, answer }: Site): Promise<void> {
  const [entry] = code;
  const path = request.url ?? "/";
  if (request.method === "POST" && path === "/answers") {
    send(response, "application/json", JSON.stringify(await answer(request)));
  } else if (path === "/") {
    send(response, "text/html; charset=utf-8", `<!doctype html><script type="module" src="/${entry?.name}"></script>`);
  } else {
    const file = code.find(({ name }) => `/${name}` === path);
    if (file === undefined) response.writeHead(404).end();
    else send(response, "text/javascript; charset=utf-8", file.code);
  }
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
}

/** Of what the questions name, what the page does not have yet. */
function newFiles(
  questions: readonly BrowserCase[],
  files: ReadonlyMap<string, Uint8Array>,
  given: Set<string>,
): Record<string, string> {
  const named = questions.flatMap((question) => {
    if (question.kind === "capsule") return [question.trustedRoot, "hello.txt", "tool.bin"];
    const { bundle, trusted_root, artifact, key } = question.one;
    return [bundle, trusted_root, artifact, key].filter((one) => typeof one === "string");
  });
  const fresh = new Set(named.filter((name) => files.has(name) && !given.has(name)));
  for (const name of fresh) given.add(name);
  return Object.fromEntries([...fresh].map((name) => [name, encodeBase64(files.get(name) ?? new Uint8Array())]));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
