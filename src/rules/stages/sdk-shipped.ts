import { defineRule } from "../define.ts";
import type { Edit } from "../../core/edit.ts";
import type { Word } from "../../formats/dockerfile/index.ts";
import { replace } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import { splitCompiled } from "../split/compiled.ts";

export default defineRule({
  id: "SW1115",
  slug: "stages/sdk-shipped",
  title: "The application runs on an image made for building",
  severity: "warning",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A compiler, its libraries and its sources are some hundred megabytes that a compiled program does not open, and tools for whoever breaks in. Build on it, and copy the result to a small image.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  aka: [],
  examples: [
    {
      bad: 'FROM golang:1.27\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n',
      good: 'FROM golang:1.27 AS build\nCOPY . .\nRUN go build -o /app .\nFROM debian:13-slim\nCOPY --from=build /app /app\nCMD ["/app"]\n',
    },
    {
      bad: 'FROM golang:1.27\nWORKDIR /src\nENV CGO_ENABLED=0\nENV GIN_MODE=release\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app .\n\nEXPOSE 8080\nCMD ["/app"]\n',
      good: 'FROM golang:1.27 AS build\nWORKDIR /src\nENV CGO_ENABLED=0\nENV GIN_MODE=release\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app .\n\nFROM debian:13-slim\nWORKDIR /src\nENV GIN_MODE=release\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt\nCOPY --from=build /app /app\nCOPY templates ./templates\nEXPOSE 8080\nCMD ["/app"]\n',
      fixed:
        'FROM golang:1.27 AS build\nWORKDIR /src\nENV CGO_ENABLED=0\nENV GIN_MODE=release\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app .\n\nFROM debian:13-slim\nWORKDIR /src\nENV GIN_MODE=release\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt\nCOPY --from=build /app /app\nCOPY templates ./templates\nEXPOSE 8080\nCMD ["/app"]\n',
      repository: {
        files: ["go.mod", "go.sum", "main.go", "templates/index.html"],
        dockerignore: null,
        service: null,
      },
    },
    {
      bad: 'FROM eclipse-temurin:21-jdk\nCOPY app.jar /\nCMD ["java", "-jar", "/app.jar"]\n',
      good: 'FROM eclipse-temurin:21-jre\nCOPY app.jar /\nCMD ["java", "-jar", "/app.jar"]\n',
      fixed: 'FROM eclipse-temurin:21-jre\nCOPY app.jar /\nCMD ["java", "-jar", "/app.jar"]\n',
    },
  ],
  quiet: [
    "FROM golang:1.27\nRUN go version\n",
    'FROM eclipse-temurin:21-jdk\nCMD ["jshell"]\n',
    'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nCMD ["dotnet", "a.dll"]\n',
    'FROM golang:1.27\nCMD ["go", "test", "./..."]\n',
  ],
  message: (a: { image: string }) => `${a.image} is made for building; end on a stage of what running needs.`,
  check({ view, report }) {
    const stage = view.shipped().at(-1);
    const word = stage?.from.image;
    const image = stage === undefined ? null : view.root(stage);
    if (view.final === null || stage === undefined || word == null || image === null) return;
    const command = view.last(view.final, "cmd") ?? view.last(view.final, "entrypoint");
    if (command === null) return;
    const { name, tag } = imageName(image);
    const runs = command.rest.text;
    const java =
      /\bjava\b/.test(runs) &&
      /^(eclipse-temurin|openjdk|amazoncorretto|ibm-semeru-runtimes)$/.test(name) &&
      !/jre/.test(tag ?? "");
    const builder =
      /^(maven|gradle|rust|haskell|swift|golang|mcr\.microsoft\.com\/dotnet\/sdk)$/.test(name) &&
      !/slim/.test(tag ?? "");
    // What starts the tool itself is an image for building.
    if (
      java ||
      (builder &&
        !/^\[?\s*"?(go|mvn|gradle|cargo|stack|cabal|swift)"?[\s,\]]|"?(\.\/)?(mvnw|gradlew)\b|\bdotnet"?[\s,]+"?(run|watch|test)|\b(ba)?sh\b"?\]?$/.test(
          runs,
        ))
    )
      report({
        span: word,
        args: { image },
        fix: java && !word.dynamic ? onlyToRun(view.text, word, name, tag) : splitCompiled(view, stage),
      });
  },
});

/** The runtime of the same release, where nothing here compiles; the digest of another image would be wrong. */
function onlyToRun(text: string, word: Word, name: string, tag: string | null): readonly Edit[] | undefined {
  if (name !== "eclipse-temurin" || tag === null || text.includes("@sha256")) return undefined;
  if (/\b(javac|jlink|jshell|jcmd|jmap|jstack|keytool|mvnw?|gradlew?|ant|sbt)\b/.test(text)) return undefined;
  const runs = tag.includes("jdk") ? tag.replace("jdk", "jre") : tag.replace(/^(\d[\d._]*)(-|$)/, "$1-jre$2");
  const at = word.start + word.text.lastIndexOf(`:${tag}`) + 1;
  return runs.includes("jre") ? [replace({ start: at, end: at + tag.length }, runs)] : undefined;
}
