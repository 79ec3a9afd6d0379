import { describe, expect, it } from "vitest";

import { fixText } from "../fix.ts";
import { rateText } from "../rate.ts";

const repository = (files: readonly string[] | null) => ({ files, dockerignore: null, service: null });
const goFiles = ["go.mod", "go.sum", "main.go", "config.yaml", "templates/a.html", "docs/a.md"];
/** The findings that a cut would mend, and whether they have one. */
const cutsOf = (text: string, files: readonly string[] | null = goFiles): readonly string[] => [
  ...new Set(
    rateText("Dockerfile", text, { profile: "all", repository: repository(files) })
      .findings.filter(({ rule }) => /^SW(1108|1115|3105)$/.test(rule))
      .map(({ rule, fix }) => (fix === null ? "left" : rule)),
  ),
];
const fixed = (text: string): string =>
  fixText("Dockerfile", text, {
    kind: "suggested",
    repository: repository(goFiles),
    accept: ({ rule }) => /^SW(1108|1115|3105)$/.test(rule),
  }).text;

const pip = "RUN pip install --no-cache-dir -r requirements.txt\n";
const tools = "RUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*\n";
const python = (lines: string): string =>
  `FROM python:3.13-slim\nWORKDIR /app\n${lines}COPY . .\nCMD ["python", "a.py"]\n`;
const node = (lines: string, command = '["node", "dist/a.js"]'): string =>
  `FROM node:24-slim\nWORKDIR /app\n${lines}CMD ${command}\n`;
const go = (lines: string, command = '["/app"]'): string => `FROM golang:1.27\nWORKDIR /src\n${lines}CMD ${command}\n`;

describe("a stage that is cut in two", () => {
  it.each([
    ["Python with tools", python(`${tools}COPY requirements.txt ./\n${pip}`), "SW1108"],
    ["Node that builds", node("COPY . .\nRUN npm ci && npm run build\n"), "SW3105"],
    ["Go", go("COPY . .\nRUN go build -o /app .\n"), "SW1115"],
    ["Go by name", go("COPY . .\nRUN go install .\n", '["server"]'), "SW1115"],
  ])("%s", (_, text, rule) => {
    expect(cutsOf(text)).toEqual([rule]);
    expect(fixed(fixed(text))).toBe(fixed(text));
    expect(fixed(text).match(/^FROM/gm)?.length).toBeGreaterThan(1);
  });

  it.each([
    [
      "pip's own place is asked for",
      python(`${tools}COPY requirements.txt ./\nRUN pip install --user -r requirements.txt\n`),
    ],
    ["the project itself is installed", python(`${tools}COPY pyproject.toml ./\nRUN pip install .\n`)],
    ["more than manifests is copied above", python(`${tools}COPY lib lib\nCOPY requirements.txt ./\n${pip}`)],
    [
      "headers whose library is not known",
      python(`RUN apt-get install -y gcc libobscure-dev\nCOPY requirements.txt ./\n${pip}`),
    ],
    ["another command stands between", python(`${tools}RUN ./configure\nCOPY requirements.txt ./\n${pip}`)],
    ["another user installs", python(`${tools}USER app\nCOPY requirements.txt ./\n${pip}`)],
    [
      "a file of the image's own Python is named",
      python(`${tools}COPY requirements.txt ./\n${pip}RUN ls /usr/local/bin\n`),
    ],
    ["Python 2", python(`${tools}COPY requirements.txt ./\n${pip}`).replace("3.13", "2.7")],
    ["there are two stages", `FROM debian:13 AS a\n${python(`${tools}COPY requirements.txt ./\n${pip}`)}`],
  ])("not Python where %s", (_, text) => {
    expect(cutsOf(text)).toEqual(["left"]);
  });

  it.each([
    ["its command is for development", node("COPY . .\nRUN npm ci && npm run build\n", '["npm", "run", "dev"]')],
    ["something is installed globally", node("COPY . .\nRUN npm i -g a && npm ci && npm run build\n")],
    ["something lies elsewhere", node("COPY . /srv\nRUN npm ci && npm run build\n")],
    ["a browser is brought", node("COPY . .\nRUN npm ci && npx playwright install && npm run build\n")],
    ["it moves", node("COPY . .\nRUN npm ci\nWORKDIR /app/web\nRUN npm run build\n")],
  ])("not Node where %s", (_, text) => {
    expect(cutsOf(text)).toEqual(["left"]);
  });

  it.each([
    ["the files are not known", go("COPY . .\nRUN go build -o /app .\n"), null],
    ["another program is built", go("COPY . .\nRUN go build -o /other .\n"), goFiles],
    ["the build moves", go("COPY . .\nRUN cd cmd && go build -o /app .\n"), goFiles],
    [
      "the program lies in a cache",
      go("COPY . .\nRUN --mount=type=cache,target=/out go build -o /out/app .\n", '["/out/app"]'),
      goFiles,
    ],
    ["data is copied to build", go("COPY data data\nCOPY . .\nRUN go build -o /app .\n"), goFiles],
    ["the system is changed", go("COPY . .\nRUN curl -o /etc/x https://x.example && go build -o /app .\n"), goFiles],
    ["a later command needs the tools", go("COPY . .\nRUN go build -o /app .\nRUN git describe > /v\n"), goFiles],
  ])("not Go where %s", (_, text, files) => {
    expect(cutsOf(text, files)).toEqual(["left"]);
  });

  it("keeps line ends, comments, the alias, and what both halves need", () => {
    const text = go(
      "# who\nLABEL a=b\nARG X\nENV GOOS=linux A=1\nENV CGO_ENABLED=0\nEXPOSE 80\nCOPY . .\n# built\nRUN go build -o /app .\n\n# run\n",
    ).replace("golang:1.27", "golang:1.27 AS app");
    expect(fixed(text)).toBe(text);
    const plain = text.replace("# who\n", "");
    expect(fixed(plain)).toBe(
      [
        "FROM golang:1.27 AS build\nWORKDIR /src\nARG X\nENV GOOS=linux A=1\nENV CGO_ENABLED=0\nCOPY . .",
        "# built\nRUN go build -o /app .\n\nFROM debian:13-slim AS app\nWORKDIR /src\nLABEL a=b\nENV GOOS=linux A=1\nEXPOSE 80",
        "COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt\nCOPY --from=build /app /app",
        'COPY config.yaml ./config.yaml\nCOPY templates ./templates\n# run\nCMD ["/app"]\n',
      ].join("\n"),
    );
    expect(fixed(plain.replaceAll("\n", "\r\n"))).toBe(fixed(plain).replaceAll("\n", "\r\n"));
  });

  it("makes the environment before a shell has found another pip", () => {
    const text = python(
      `${tools}COPY requirements.txt ./\nRUN pip install -U pip && pip install -r requirements.txt\n`,
    );
    expect(fixed(text)).toContain(
      "RUN python -m venv /opt/venv && pip install -U pip && pip install -r requirements.txt\n",
    );
    const apart = python(
      `${tools}COPY requirements.txt ./\nRUN pip install -U pip\nRUN pip install -r requirements.txt\n`,
    );
    expect(fixed(apart)).toContain(
      "RUN pip install -U pip\nRUN python -m venv /opt/venv && pip install -r requirements.txt\n",
    );
  });

  it("takes a program built by Rust or Maven", () => {
    const rust = 'FROM rust:1.90\nWORKDIR /a\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/b"]\n';
    expect(fixed(rust)).toContain("COPY --from=build /a/target/release/b /a/target/release/b\n");
    const maven =
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /a\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/b.jar"]\n';
    expect(fixed(maven)).toContain(
      "FROM eclipse-temurin:21-jre\nWORKDIR /a\nCOPY --from=build /a/target/b.jar /a/target/b.jar\n",
    );
    expect(fixed(maven.replace("target/b.jar", "/opt/b.jar"))).not.toContain("--from");
  });
});
