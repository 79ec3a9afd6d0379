import { emitKeypressEvents } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { ReadStream } from "node:tty";
import type { ImageContents } from "../../core/image-contents.ts";
import { draw, pageOf, type Size } from "./draw.ts";
import { type Key, pressed, startState } from "./state.ts";

const enter = "\u001b[?1049h\u001b[?25l";
const leave = "\u001b[?25h\u001b[?1049l";

/** The terminal that the browser takes over. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly color: boolean;
  readonly signal: AbortSignal;
}

/** Shows an image until the user leaves. The terminal is given back as it was, however it ends. */
export async function browse(contents: ImageContents, terminal: Terminal): Promise<void> {
  const { input, output, color, signal } = terminal;
  let state = startState(contents);
  const show = (): void => {
    const size = sizeOf(output);
    const lines = draw(state, size, color).slice(0, size.rows);
    output.write(`\u001b[H${lines.map((line) => `${line}\u001b[K`).join("\r\n")}\u001b[J`);
  };
  emitKeypressEvents(input);
  rawMode(input, true);
  output.write(enter);
  show();
  try {
    await new Promise<void>((resolve) => {
      const onKey = (text: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
        state = pressed(state, keyOf(text, key), pageOf(sizeOf(output)));
        if (state.done) end();
        else show();
      };
      const end = (): void => {
        input.off("keypress", onKey);
        input.off("end", end);
        output.off("resize", show);
        signal.removeEventListener("abort", end);
        resolve();
      };
      input.on("keypress", onKey);
      input.on("end", end);
      output.on("resize", show);
      signal.addEventListener("abort", end, { once: true });
      input.resume();
      if (signal.aborted) end();
    });
  } finally {
    output.write(leave);
    rawMode(input, false);
    input.pause();
  }
}

/** Ctrl-Space comes as a NUL, which node:readline takes for Ctrl-` by its rule for letters. */
function keyOf(text: string | undefined, key: { name?: string; ctrl?: boolean }): Key {
  const ctrl = key.ctrl === true;
  const name = key.name ?? "";
  return { name: ctrl && name === "`" ? "space" : name, ctrl, text: printable(text) };
}

/** A character that can be typed into the filter. */
function printable(text: string | undefined): string {
  return text !== undefined && text.length > 0 && !/[\u0000-\u001f\u007f]/.test(text) ? text : "";
}

function sizeOf(output: Writable): Size {
  const columns = "columns" in output && typeof output.columns === "number" ? output.columns : 100;
  const rows = "rows" in output && typeof output.rows === "number" ? output.rows : 30;
  return { columns: Math.max(60, columns), rows: Math.max(8, rows) };
}

function rawMode(input: Readable, on: boolean): void {
  if (input instanceof ReadStream) input.setRawMode(on);
}
