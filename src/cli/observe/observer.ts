import type { Observer } from "../../core/ports/observer.ts";
import { plain, wrap } from "../../reports/terminal/lines.ts";
import { paint } from "../../reports/terminal/paint.ts";
import { colored, type Io, widthOf } from "../io.ts";
import { type EventView, lineView, quietView } from "./lines.ts";
import { LiveView } from "./live.ts";

/** The view that fits: silent where it was asked for, a moving line on a terminal, whole lines elsewhere. */
export function viewFor(io: Io, quiet: boolean): EventView {
  if (quiet) return quietView(io);
  const ci = (io.env["CI"] ?? "") !== "" && io.env["CI"] !== "false";
  return io.stderr.terminal && !ci && io.env["TERM"] !== "dumb" ? new LiveView(io) : lineView(io);
}

/** Events to a view, questions to the person: `--yes` agrees to all, no terminal agrees to none, and says how to agree. */
export function observerFor(io: Io, view: EventView, yes: boolean): Observer {
  return {
    on: (event) => view.on(event),
    async ask(question) {
      io.signal.throwIfAborted();
      if (yes) return true;
      if (!io.interactive) {
        view.on({
          kind: "note",
          level: "warning",
          text: `not done without consent: ${question.text} Agree with --yes.`,
        });
        return false;
      }
      view.pause();
      const look = paint(colored(io.stderr, io.env));
      for (const line of question.detail) io.stderr.write(`${tinted(line, look)}\n`);
      const agreed = await io.confirm(wrap(plain(question.text), widthOf(io.stderr), ""));
      io.signal.throwIfAborted(); // Ctrl-C at the question is no "no".
      return agreed;
    },
  };
}

function tinted(line: string, look: ReturnType<typeof paint>): string {
  const text = plain(line.replaceAll("\t", "  "));
  if (line.startsWith("+")) return look.green(text);
  return line.startsWith("-") ? look.red(text) : text;
}
