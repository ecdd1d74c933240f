import { EMBEDDED_ROOTS } from "../../domain/sigstore/embedded-roots.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { faultText } from "../../views/fault/fault-text.ts";
import { sizeText } from "../../views/size-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { droppedFiles } from "./dropped-files.ts";
import { givenList, type PageFile } from "./given-list.ts";
import type { PageAnswer, PageOrder } from "./verify-given.ts";
import type { WorkerNews } from "./worker.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** As many files are shown by name as somebody reads; of more, how many there are. */
const MOST_ROWS = 200;

/** Brings the page to life: takes files, has them verified in a worker, shows the answer. */
export function startPage(document: Document): void {
  const part = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
  const states = ["asking", "reading", "answer"].map((id) => part(id));
  const repository = part<HTMLInputElement>("repository");
  const given = givenList();
  let worker: Worker | undefined;
  let answer: PageAnswer | undefined;

  part("roots").textContent = rootsText();
  part("noscript").hidden = true;
  show("asking");

  part<HTMLInputElement>("files").addEventListener("change", ({ target }) => takeAll(target as HTMLInputElement));
  part<HTMLInputElement>("folder").addEventListener("change", ({ target }) => takeAll(target as HTMLInputElement));
  for (const type of ["dragover", "drop"]) document.addEventListener(type, (event) => event.preventDefault());
  document.addEventListener("drop", ({ target, dataTransfer }) => {
    if (dataTransfer === null || part("asking").hidden) return;
    if (part("own-root").contains(target as Node)) part<HTMLInputElement>("root").files = dataTransfer.files;
    else void takeDropped(dataTransfer);
  });
  part("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    verify();
  });
  part("forget").addEventListener("click", () => {
    given.clear();
    showGiven();
  });
  part("cancel").addEventListener("click", again);
  part("again").addEventListener("click", again);
  part("save").addEventListener("click", () => save(answer?.report, "report.html", "text/html"));
  part("save-json").addEventListener("click", () => save(answer?.json, "verification.json", "application/json"));

  function takeAll(input: HTMLInputElement): void {
    for (const file of input.files ?? []) given.take(file.webkitRelativePath || file.name, file);
    input.value = "";
    showGiven();
  }

  async function takeDropped(dropped: DataTransfer): Promise<void> {
    const found = droppedFiles(dropped);
    part("count").textContent = "Looking at what was dropped";
    try {
      for (const { path, file } of await found) given.take(path, file);
    } catch (error) {
      refuse(error instanceof Fault ? faultText(error, asFlag) : "error: what was dropped cannot be read");
    }
    showGiven();
  }

  function showGiven(): void {
    const all = given.all();
    part("given").replaceChildren();
    for (const one of all.slice(0, MOST_ROWS)) part("given").append(rowOf(one));
    part("count").textContent = all.length === 0 ? "" : countText(all);
    part("forget").hidden = all.length === 0;
  }

  function rowOf({ shown, file }: PageFile): HTMLElement {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = shown;
    const size = document.createElement("span");
    size.textContent = sizeText(file.size);
    row.append(name, size);
    return row;
  }

  function orderOf(): PageOrder {
    const [identity, issuer] = ["identity", "issuer"].map((id) => part<HTMLInputElement>(id).value.trim());
    const root = part<HTMLInputElement>("root").files?.[0];
    return {
      given: given.all(),
      signer:
        identity || issuer ? { identity: identity ?? "", issuer: issuer ?? "" } : { repository: repository.value },
      trustedRoot: root && { name: root.name, content: root },
    };
  }

  function verify(): void {
    part("problem").textContent = "";
    part("step").textContent = "";
    part<HTMLProgressElement>("progress").removeAttribute("value");
    show("reading");
    const script = document.getElementById("program")?.textContent ?? "";
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.addEventListener("message", ({ data }: MessageEvent<WorkerNews>) => hear(data));
    worker.addEventListener("error", () => refuse("error: this browser does not let the page work"));
    worker.postMessage(orderOf());
  }

  function hear(news: WorkerNews): void {
    switch (news.kind) {
      case "step":
        part("step").textContent = news.text;
        return;
      case "advance":
        part<HTMLProgressElement>("progress").max = Math.max(news.total, 1);
        part<HTMLProgressElement>("progress").value = news.done;
        return;
      case "refused":
        refuse(news.text);
        return;
      case "answer":
        answer = news.answer;
        // Markup of ours, in which everything foreign was escaped; the policy of the page lets no script in it run.
        part("report").innerHTML = news.answer.body;
        document.title = news.answer.title;
        show("answer");
        part("answer").focus();
        end();
        return;
    }
  }

  function refuse(text: string): void {
    part("problem").textContent = text;
    show("asking");
    end();
  }

  function again(): void {
    end();
    given.clear();
    showGiven();
    part("report").replaceChildren();
    part("problem").textContent = "";
    document.title = "Check a release";
    show("asking");
    repository.focus();
  }

  function end(): void {
    worker?.terminate();
    worker = undefined;
  }

  function show(id: string): void {
    for (const state of states) state.hidden = state.id !== id;
  }

  function save(content: string | undefined, name: string, type: string): void {
    if (content === undefined) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
  }
}

/** When the keys were fetched that the page has, and what it means that time has passed since. */
function rootsText(): string {
  const { dated } = EMBEDDED_ROOTS["public-good"];
  const days = Math.floor((Date.now() - Date.parse(dated)) / DAY_MS);
  return `of ${dated.slice(0, 10)}, ${days} days old. A release that was signed with newer keys needs a newer page.`;
}

function countText(all: readonly PageFile[]): string {
  const bytes = all.reduce((sum, { file }) => sum + file.size, 0);
  const shown = all.length > MOST_ROWS ? `, of which the first ${MOST_ROWS} are listed` : "";
  return `${counted(all.length, "file")}, ${sizeText(bytes)}${shown}`;
}
