import type { Readable, Writable } from "node:stream";
import {
  type ClientCapabilities,
  CodeActionKind,
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ErrorCodes,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  MarkupKind,
  type MessageType,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ResponseError,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
} from "vscode-languageserver-protocol/node";
import { SeaworthyError } from "../core/errors/index.ts";
import type { ConfigChoice, RatedFile, Run, Workflows } from "../core/ports/workflows.ts";
import type { Profile } from "../core/finding.ts";
import { actionKinds, fixAll, fixAllKind, quickFixes } from "./actions.ts";
import { diagnosticsOf, source } from "./diagnostics.ts";
import { docs } from "./docs.ts";
import { type Document, Documents } from "./documents.ts";
import { hoverAt } from "./hover.ts";

export interface Serving {
  readonly workflows: Pick<Workflows, "rate" | "fix">;
  readonly input: Readable;
  readonly output: Writable;
  readonly version: string;
  /** Null: the config's. */
  readonly profile: Profile | null;
  readonly config: ConfigChoice;
  /** Ends the server. */
  readonly signal: AbortSignal;
}

const levels = { error: 1, warning: 2 } as const satisfies Record<string, MessageType>;

/** Files whose change makes open documents rate anew. */
const watched = "**/{seaworthy.toml,package.json,.hadolint.yaml,.hadolint.yml,.dockerignore,*.dockerignore}";

/** Serves one editor until it says goodbye, the streams end or the signal comes. Answers whether it said goodbye properly. */
export async function serve(serving: Serving): Promise<boolean> {
  const connection = createProtocolConnection(
    new StreamMessageReader(serving.input),
    new StreamMessageWriter(serving.output),
  );
  const server = new Server(connection, serving);
  const ended = new Promise<void>((resolve) => {
    connection.onNotification(ExitNotification.type, resolve);
    connection.onClose(resolve);
    serving.input.once("end", resolve).once("close", resolve);
    serving.output.once("error", () => resolve());
    if (serving.signal.aborted) resolve();
    serving.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  connection.onError(() => {}); // A message that is no JSON-RPC ends nothing.
  connection.listen();
  await ended;
  server.end();
  connection.dispose();
  return server.state === "shut down";
}

class Server {
  state: "new" | "running" | "shut down" = "new";
  private readonly connection: ProtocolConnection;
  private readonly serving: Serving;
  private readonly documents: Documents;
  private capabilities: ClientCapabilities = {};
  /** What was last said of configs and errors, so that it is not said at every key. */
  private said = new Set<string>();

  constructor(connection: ProtocolConnection, serving: Serving) {
    this.connection = connection;
    this.serving = serving;
    this.documents = new Documents({
      rate: (document, fresh) => this.rate(document, fresh),
      show: (rated) => {
        const { uri, version } = rated.document;
        const diagnostics = diagnosticsOf(rated, docs);
        void connection.sendNotification(PublishDiagnosticsNotification.type, { uri, version, diagnostics });
      },
      clear: (uri) => void connection.sendNotification(PublishDiagnosticsNotification.type, { uri, diagnostics: [] }),
    });
    this.life();
    this.texts();
    this.questions();
  }

  end(): void {
    this.documents.end();
  }

  private life(): void {
    const { connection, serving } = this;
    connection.onRequest(InitializeRequest.type, ({ capabilities }) => {
      this.capabilities = capabilities;
      this.state = "running";
      return {
        serverInfo: { name: source, version: serving.version },
        capabilities: {
          positionEncoding: "utf-16",
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Full, save: true },
          hoverProvider: true,
          codeActionProvider: { codeActionKinds: [...actionKinds] },
        },
      };
    });
    connection.onNotification(InitializedNotification.type, () => {
      if (this.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
      const method = DidChangeWatchedFilesNotification.method;
      const registerOptions = { watchers: [{ globPattern: watched }] };
      void connection.sendRequest(RegistrationRequest.type, {
        registrations: [{ id: "configs", method, registerOptions }],
      });
    });
    connection.onNotification(DidChangeWatchedFilesNotification.type, () => this.documents.refresh());
    connection.onRequest(ShutdownRequest.type, () => {
      this.state = "shut down";
      this.documents.end();
    });
  }

  private texts(): void {
    const { connection, documents } = this;
    connection.onNotification(DidOpenTextDocumentNotification.type, ({ textDocument }) => {
      const { uri, languageId, version, text } = textDocument;
      documents.put(uri, languageId, version, text);
    });
    connection.onNotification(DidChangeTextDocumentNotification.type, ({ textDocument, contentChanges }) => {
      const last = contentChanges.at(-1);
      if (last !== undefined && documents.has(textDocument.uri))
        documents.put(textDocument.uri, null, textDocument.version, last.text);
    });
    // Files around may have been saved too.
    connection.onNotification(DidSaveTextDocumentNotification.type, () => documents.refresh());
    connection.onNotification(DidCloseTextDocumentNotification.type, ({ textDocument }) =>
      documents.close(textDocument.uri),
    );
  }

  private questions(): void {
    const { connection, documents } = this;
    connection.onRequest(HoverRequest.type, async ({ textDocument, position }) => {
      this.mustRun();
      const rated = await documents.current(textDocument.uri);
      const formats = this.capabilities.textDocument?.hover?.contentFormat;
      const markdown = formats?.includes(MarkupKind.Markdown) ?? true;
      return rated === null ? null : hoverAt(rated, position, docs, markdown);
    });
    connection.onRequest(CodeActionRequest.type, async ({ textDocument, range, context }) => {
      this.mustRun();
      const rated = await documents.current(textDocument.uri);
      if (rated === null) return [];
      const wanted = (kind: string): boolean =>
        context.only?.some((one) => kind === one || kind.startsWith(`${one}.`)) ?? true;
      const quick = wanted(CodeActionKind.QuickFix) ? quickFixes(rated, range, docs) : [];
      const after = wanted(fixAllKind) ? await this.fixed(rated.document) : null;
      const all = after === null ? null : fixAll(rated, after);
      return all === null ? quick : [...quick, all];
    });
  }

  private mustRun(): void {
    if (this.state === "new") throw new ResponseError(ErrorCodes.ServerNotInitialized, "initialize comes first");
    if (this.state === "shut down") throw new ResponseError(ErrorCodes.InvalidRequest, "the server was shut down");
  }

  private async rate(document: Document, fresh: boolean): Promise<RatedFile | null> {
    const said = new Set<string>();
    const asked = { ...this.asked(document), remembered: !fresh };
    const ratings = await this.told(said, (run) => this.serving.workflows.rate(asked, run));
    this.said = said.size > 0 || fresh ? said : this.said;
    return ratings?.files[0] ?? null;
  }

  /** The text after all safe fixes; null where it cannot be had. */
  private async fixed(document: Document): Promise<string | null> {
    const asked = { ...this.asked(document), suggested: false, prove: false, write: false };
    const result = await this.told(new Set(), (run) => this.serving.workflows.fix(asked, run));
    return result?.files[0]?.changes[0]?.after ?? null;
  }

  private asked({ path, text }: Document) {
    const { profile, config } = this.serving;
    return { paths: ["-"], stdin: text, stdinName: path, profile, config, lenient: true };
  }

  /** Runs a use case; what it notes and what it fails with is shown once, and a fault never ends the server. */
  private async told<T>(said: Set<string>, work: (run: Run) => Promise<T>): Promise<T | null> {
    const show = (level: keyof typeof levels, message: string): void => {
      said.add(message);
      if (this.said.has(message)) return;
      this.said.add(message);
      void this.connection.sendNotification(ShowMessageNotification.type, { type: levels[level], message });
    };
    const observer: Run["observer"] = {
      on: (event) => void (event.kind === "note" && event.level === "warning" && show("warning", event.text)),
      ask: () => Promise.resolve(false),
    };
    try {
      return await work({ observer, signal: this.serving.signal });
    } catch (error) {
      if (this.serving.signal.aborted) return null;
      const why = error instanceof SeaworthyError ? ` ${error.why} ${error.todo}` : "";
      show("error", `seaworthy: ${error instanceof Error ? error.message : String(error)}${why}`);
      return null;
    }
  }
}
