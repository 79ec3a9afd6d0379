import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";

const linked = new OfLast<RunInstruction, boolean>();
const declared = new OfLast<Stage, boolean>();

/** Whether a RUN itself says how to link. */
function saysHow(run: RunInstruction): boolean {
  return /CGO_ENABLED|-static|linkmode/.test(run.rest.text);
}

function declares(stage: Stage): boolean {
  return stage.instructions.some(
    (one) => (one.kind === "arg" || one.kind === "env") && one.rest.text.includes("CGO_ENABLED"),
  );
}

export default defineRule({
  id: "SW3113",
  slug: "languages/go-cgo",
  title: "A Go program linked against a library that the image does not have",
  severity: "warning",
  dimension: "portability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: 'With cgo the program asks for glibc\'s loader; an image from scratch or of Alpine has none, and the start fails with "no such file or directory".',
  sources: ["https://pkg.go.dev/cmd/cgo"],
  aka: ["dockerfile-doctor:DD062"],
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      good: 'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      fixed:
        'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    },
  ],
  quiet: [
    "FROM golang:1.27 AS build\nRUN go build -o /app .\nFROM debian:13\nCOPY --from=build /app /app\n",
    "FROM golang:1.27-alpine AS build\nRUN go build -o /app .\nFROM alpine:3.24\nCOPY --from=build /app /app\n",
    "FROM golang:1.27 AS build\nENV CGO_ENABLED=0\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n",
    'FROM golang:1.27 AS build\nRUN go build -ldflags "-extldflags -static" -o /app .\nFROM scratch\nCOPY --from=build /app /app\n',
  ],
  message: (a: { base: string }) =>
    `This links against glibc, which ${a.base} does not have: build with CGO_ENABLED=0.`,
  check({ view, eachCall, report }) {
    const { final } = view;
    if (final === null) return;
    const target = imageName(view.root(final) ?? "scratch");
    const bare =
      view.root(final) === null
        ? view.base(view.shipped().at(-1) ?? final).kind === "scratch"
        : /^(alpine|busybox)$|distroless\/static/.test(target.name);
    if (!bare) return;
    eachCall("go", (call) => {
      const stage = view.stageOf(call.run);
      if (stage === null || stage === final || !/^(build|install)$/.test(subcommand(call)?.value ?? "")) return;
      const from = imageName(view.root(stage) ?? "");
      if (
        from.name !== "golang" ||
        /alpine/.test(from.tag ?? "") ||
        linked.of(call.run, saysHow) ||
        view.env(call.run).has("CGO_ENABLED") ||
        declared.of(stage, declares)
      )
        return;
      report({
        span: call.nameSpan,
        args: { base: target.name },
        fix: call.shell && call.assigned.size === 0 ? [insert(call.start, "CGO_ENABLED=0 ")] : undefined,
      });
    });
  },
});
