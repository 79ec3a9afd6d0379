import { defineRule } from "../define.ts";
import { runOption } from "../run-edits.ts";
import { missingMounts } from "./missing-mounts.ts";

export default defineRule({
  id: "SW4004",
  slug: "cache/mount-missing",
  title: "Dependencies downloaded anew on every change",
  severity: "info",
  dimension: "cache",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "A cache mount keeps downloads between builds and out of the layer: one new dependency then downloads one package.",
  sources: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  aka: [
    "tally:prefer-package-cache-mounts",
    "tally:js/node-gyp-cache-mounts",
    "tally:ruby/prefer-bundler-cache-mount",
    "tally:ruby/prefer-gemfile-bind-mounts",
    "tally:ruby/prefer-network-none-install",
  ],
  examples: [
    {
      bad: "FROM python:3.13-slim\nRUN uv sync --locked --no-dev\n",
      good: "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev\n",
      fixed: "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev\n",
    },
    {
      bad: "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nRUN dotnet restore\nCOPY . .\nRUN dotnet publish --no-restore -o /out\nFROM mcr.microsoft.com/dotnet/runtime:10.0\nCOPY --from=build /out /out\n",
      good: "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nRUN --mount=type=cache,target=/root/.nuget/packages dotnet restore\nCOPY . .\nRUN --mount=type=cache,target=/root/.nuget/packages dotnet publish --no-restore -o /out\nFROM mcr.microsoft.com/dotnet/runtime:10.0\nCOPY --from=build /out /out\n",
      fixed:
        "FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nRUN --mount=type=cache,target=/root/.nuget/packages dotnet restore\nCOPY . .\nRUN --mount=type=cache,target=/root/.nuget/packages dotnet publish --no-restore -o /out\nFROM mcr.microsoft.com/dotnet/runtime:10.0\nCOPY --from=build /out /out\n",
    },
    {
      bad: 'FROM maven:3-eclipse-temurin-21\nCOPY . .\nRUN mvn package\nCMD ["mvn", "spring-boot:run"]\n',
      good: "FROM maven:3-eclipse-temurin-21 AS build\nCOPY . .\nRUN --mount=type=cache,target=/root/.m2 mvn package\nFROM eclipse-temurin:21-jre\nCOPY --from=build /target/app.jar /\n",
    },
  ],
  quiet: [
    "FROM python:3.13-slim\nUSER 1000\nRUN uv sync --locked\n",
    "FROM python:3.13-slim\nRUN npm install -g pnpm@10 && npm cache clean --force\n",
  ],
  message: (a: { name: string; target: string }) => `Mount a cache on ${a.target} for ${a.name}.`,
  check({ view, report }) {
    for (const { call, target, runs } of missingMounts(view)) {
      report({
        span: call.nameSpan,
        args: { name: call.name, target },
        fix:
          runs.length === 0
            ? undefined
            : runs.map((run) => runOption(view, run, `--mount=type=cache,target=${target}`)),
      });
    }
  },
});
