import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openPage } from "./chromium.ts";

/** How a page is looked at. */
export interface View {
  readonly scheme: "light" | "dark";
  /** In CSS pixels. */
  readonly width: number;
  /** False for a reader who allows no script. */
  readonly script?: boolean;
}

/** One page in a headless Chromium, looked at over its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/). */
export interface LookedAt {
  /** The value of an expression, or of the promise that it is. */
  evaluate(expression: string): Promise<unknown>;
  /** All of the page as PNG, or so many pixels from its top. */
  picture(height?: number): Promise<Uint8Array>;
  /** As it would be printed on A4. */
  pdf(): Promise<Uint8Array>;
  /** `Tab`, `Enter`, or another key that writes nothing. */
  press(key: string): Promise<void>;
  /** Writes into what has the focus. */
  type(text: string): Promise<void>;
  /** Chooses files, by their paths, for the field that the selector finds. */
  choose(selector: string, paths: readonly string[]): Promise<void>;
  /** Drops files and folders, by their paths, on the middle of what the selector finds. */
  drop(selector: string, paths: readonly string[]): Promise<void>;
  /** Role and name of what a screen reader finds, in the order of the page. */
  spoken(): Promise<string[]>;
  /** Addresses that it asked for, but for its own. */
  readonly requests: readonly string[];
  /** Errors, refusals of its policy and whatever else it wrote to the console. */
  readonly messages: readonly string[];
}

export interface Browser {
  /** Opens a file or a web address, and forgets it afterwards. */
  look<T>(path: string, view: View, see: (page: LookedAt) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** Throws if it does not start. */
export async function startBrowser(chromium: string): Promise<Browser> {
  const opened = openPage(chromium, "about:blank", ["--remote-debugging-port=0"]);
  try {
    const connection = await connect(await addressIn(join(opened.profile, "DevToolsActivePort")));
    return {
      look: (path, view, see) => look(connection, { path, view }, see),
      close: async () => {
        connection.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** The file has the port in its first line and the path in its second, once the browser listens. */
async function addressIn(file: string): Promise<string> {
  for (const start = Date.now(); Date.now() - start < PATIENCE_MS; await wait(50)) {
    const [port, path] = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    if (port !== undefined && path !== undefined && path !== "") return `ws://127.0.0.1:${port}${path}`;
  }
  throw new Error("the browser does not listen");
}

type Fields = Readonly<Record<string, unknown>>;
type Listener = (method: string, params: Fields) => void;

interface Connection {
  send(method: string, params?: Fields, session?: string): Promise<Fields>;
  /** Of one session; undefined to stop. */
  listen(session: string, listener: Listener | undefined): void;
  close(): void;
}

async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("the browser cannot be reached")), { once: true });
  });
  const waiting = new Map<number, { resolve(result: Fields): void; reject(error: Error): void }>();
  const listeners = new Map<string, Listener>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as Fields & { id?: number; method?: string; sessionId?: string };
    if (message.id === undefined) {
      listeners.get(message.sessionId ?? "")?.(message.method ?? "", (message["params"] ?? {}) as Fields);
      return;
    }
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message["error"] === undefined) one?.resolve((message["result"] ?? {}) as Fields);
    else one?.reject(new Error(JSON.stringify(message["error"])));
  });
  return {
    send: (method, params = {}, sessionId) => {
      const id = ++last;
      const { promise, resolve, reject } = Promise.withResolvers<Fields>();
      waiting.set(id, { resolve, reject });
      const timer = setTimeout(() => reject(new Error(`${method} was not answered`)), PATIENCE_MS);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      return promise.finally(() => clearTimeout(timer));
    },
    listen: (session, listener) => {
      if (listener === undefined) listeners.delete(session);
      else listeners.set(session, listener);
    },
    close: () => socket.close(),
  };
}

async function look<T>(
  connection: Connection,
  { path, view }: { readonly path: string; readonly view: View },
  see: (page: LookedAt) => Promise<T>,
): Promise<T> {
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const session = String(sessionId);
  const send = (method: string, params?: Fields) => connection.send(method, params, session);
  const [requests, messages]: [string[], string[]] = [[], []];
  const loaded = Promise.withResolvers<void>();
  const address = /^https?:/.test(path) ? path : `file://${path}`;
  connection.listen(session, (method, params) => {
    if (method === "Page.loadEventFired") loaded.resolve();
    if (method === "Network.requestWillBeSent") {
      const { url } = params["request"] as { url: string };
      if (url !== address && url !== "data:,") requests.push(url);
    }
    if (["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"].includes(method)) {
      messages.push(JSON.stringify(params));
    }
  });
  try {
    for (const domain of ["Page", "Network", "Runtime", "Log", "Accessibility"]) await send(`${domain}.enable`);
    await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: view.scheme }] });
    await send("Emulation.setDeviceMetricsOverride", {
      ...sizeOf(view),
      deviceScaleFactor: 1,
      mobile: view.width < 500,
    });
    if (view.script === false) await send("Emulation.setScriptExecutionDisabled", { value: true });
    await send("Page.navigate", { url: address });
    await loaded.promise;
    return await see({ ...pageOf(send, view), requests, messages });
  } finally {
    connection.listen(session, undefined);
    await connection.send("Target.closeTarget", { targetId });
  }
}

function sizeOf({ width }: View): { width: number; height: number } {
  return { width, height: 900 };
}

function pageOf(
  send: (method: string, params?: Fields) => Promise<Fields>,
  { width }: View,
): Omit<LookedAt, "requests" | "messages"> {
  const bytesOf = ({ data }: Fields) => new Uint8Array(Buffer.from(String(data), "base64"));
  return {
    evaluate: async (expression) => {
      const answer = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      if (answer["exceptionDetails"] !== undefined) throw new Error(JSON.stringify(answer["exceptionDetails"]));
      return (answer["result"] as { value?: unknown }).value;
    },
    picture: async (height) => {
      const clip = height === undefined ? {} : { clip: { x: 0, y: 0, width, height, scale: 1 } };
      return bytesOf(await send("Page.captureScreenshot", { captureBeyondViewport: true, ...clip }));
    },
    pdf: async () =>
      bytesOf(
        await send("Page.printToPDF", {
          paperWidth: 8.27,
          paperHeight: 11.69,
          printBackground: false,
          preferCSSPageSize: true,
        }),
      ),
    choose: async (selector, files) => {
      const { root } = await send("DOM.getDocument");
      const { nodeId } = await send("DOM.querySelector", { nodeId: (root as { nodeId: number }).nodeId, selector });
      await send("DOM.setFileInputFiles", { nodeId, files });
    },
    drop: async (selector, files) => {
      const { root } = await send("DOM.getDocument");
      const { nodeId } = await send("DOM.querySelector", { nodeId: (root as { nodeId: number }).nodeId, selector });
      await send("DOM.scrollIntoViewIfNeeded", { nodeId });
      const [left = 0, top = 0, , , right = 0, bottom = 0] = contentOf(await send("DOM.getBoxModel", { nodeId }));
      const place = { x: (left + right) / 2, y: (top + bottom) / 2 };
      const data = { items: [], files, dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"])
        await send("Input.dispatchDragEvent", { type, ...place, data });
    },
    spoken: async () => {
      const { nodes } = (await send("Accessibility.getFullAXTree")) as { readonly nodes: readonly SpokenNode[] };
      return nodes
        .filter(({ ignored, role }) => !ignored && SPOKEN_ROLES.has(role.value))
        .map(({ role, name }) => `${role.value}: ${name?.value ?? ""}`);
    },
    press: async (key) => {
      const keys = { key, code: key, ...KEYS[key] };
      await send("Input.dispatchKeyEvent", { type: "keyDown", ...keys });
      await send("Input.dispatchKeyEvent", { type: "keyUp", ...keys, text: undefined });
    },
    type: async (text) => {
      await send("Input.insertText", { text });
    },
  };
}

/** What a browser does by a key, it does by its number, and by what it writes. */
const KEYS: Readonly<Record<string, Fields>> = {
  Tab: { windowsVirtualKeyCode: 9 },
  Enter: { windowsVirtualKeyCode: 13, text: "\r" },
};

interface SpokenNode {
  readonly ignored: boolean;
  readonly role: { readonly value: string };
  readonly name?: { readonly value: string };
}

/** Of what is told apart or used. */
const SPOKEN_ROLES: ReadonlySet<string> = new Set(
  "alert button checkbox DisclosureTriangle group heading link list main progressbar status textbox".split(" "),
);

/** The four corners of a box, each with its two numbers. */
function contentOf({ model }: Fields): readonly number[] {
  return (model as { readonly content: readonly number[] }).content;
}
