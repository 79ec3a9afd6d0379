import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentEdit,
  type TextEdit,
} from "vscode-languageserver-protocol/node";

interface Published {
  readonly uri: string;
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** An editor at the other end of a language server, over the protocol's own client library. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly messages: string[] = [];
  readonly watched: unknown[] = [];
  private readonly published: Published[] = [];
  private wake: () => void = () => {};

  constructor(input: Readable, output: Writable) {
    this.connection = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      this.published.push({ uri, version, diagnostics });
      this.wake();
    });
    this.connection.onNotification(ShowMessageNotification.type, ({ message }) => void this.messages.push(message));
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.watched.push(...registrations);
    });
    this.connection.listen();
  }

  async start(capabilities: ClientCapabilities = {}): Promise<InitializeResult> {
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      capabilities,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  open(path: string, text: string, languageId = "dockerfile"): Promise<void> {
    const textDocument = { uri: uriOf(path), languageId, version: 1, text };
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  change(path: string, version: number, text: string): Promise<void> {
    const textDocument = { uri: uriOf(path), version };
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text }],
    });
  }

  close(path: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: uriOf(path) },
    });
  }

  changedOnDisk(path: string): Promise<void> {
    return this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uriOf(path), type: FileChangeType.Changed }],
    });
  }

  /** The next diagnostics of a document that this has not answered yet, waited for. */
  async diagnostics(path: string): Promise<Published> {
    for (;;) {
      const at = this.published.findIndex(({ uri }) => uri === uriOf(path));
      const [found] = at === -1 ? [] : this.published.splice(at, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Diagnostics that came and were not asked for. */
  get waiting(): number {
    return this.published.length;
  }

  hover(path: string, line: number, character: number): Promise<Hover | null> {
    const textDocument = { uri: uriOf(path) };
    return this.connection.sendRequest(HoverRequest.type, { textDocument, position: { line, character } });
  }

  async actions(path: string, range: Range, only?: string[]): Promise<readonly CodeAction[]> {
    const found = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf(path) },
      range,
      context: { diagnostics: [], ...(only !== undefined && { only }) },
    });
    return (found ?? []).filter((one): one is CodeAction => "edit" in one || "kind" in one);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
  }
}

export function uriOf(path: string): string {
  return path.includes(":") ? path : pathToFileURL(path).href;
}

/** A text after an action's edits, applied as an editor does: positions in UTF-16 code units, lines ended by \n, \r\n or \r. */
export function after(text: string, action: CodeAction | undefined): string {
  const edits = (action?.edit?.documentChanges ?? []).flatMap((change) =>
    TextDocumentEdit.is(change) ? change.edits.filter((edit): edit is TextEdit => "newText" in edit) : [],
  );
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  const offset = ({ line, character }: { line: number; character: number }): number =>
    (starts[line] ?? text.length) + character;
  return edits
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}
