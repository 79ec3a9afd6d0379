import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { exampleService } from "../knowledge/example-service.ts";

export default defineRule({
  id: "SW6010",
  slug: "runtime/port-range",
  title: "EXPOSE outside 1-65535",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Ports are numbers of 16 bits: nothing can listen on this one, so the line was meant otherwise.",
  sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  aka: [
    "hadolint:DL3011",
    "trivy:DS-0008",
    "kics:unix_ports_out_of_range",
    "dockerfilelint:invalid_port",
    "dockerfile-utils:INVALID_PORT",
    "semgrep:invalid-port",
    "droast:DF040",
    "dockerfile-doctor:DD038",
    "dockadvisor:ExposePortOutOfRange",
  ],
  examples: [
    { bad: "FROM debian:13\nEXPOSE 80000\n", good: "FROM debian:13\nEXPOSE 8000\n" },
    {
      bad: "FROM python:3.13-slim\nEXPOSE 80000\n",
      good: "FROM python:3.13-slim\nEXPOSE 8000\n",
      fixed: "FROM python:3.13-slim\nEXPOSE 8000\n",
      repository: { files: null, dockerignore: null, service: exampleService },
    },
  ],
  quiet: ["ARG P=80\nFROM debian:13\nARG P\nEXPOSE $P\n", "FROM debian:13\nEXPOSE 7000-7010/udp\n"],
  message: (a: { port: string }) => `${a.port} is no port.`,
  check({ each, repository, report }) {
    each("expose", ({ ports }) => {
      for (const port of ports) {
        // What has been read as numbers is none above 65535.
        if (port.from !== null && port.from > 0 && port.to !== null && port.to > 0) continue;
        const numbers = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(port.word.value ?? "");
        if (numbers === null) continue;
        const all = [Number(numbers[1]), Number(numbers[2] ?? numbers[1])];
        if (all.every((number) => number >= 1 && number <= 65535)) continue;
        const listens = repository?.service?.port;
        report({
          span: port,
          args: { port: port.word.text },
          fix: listens === undefined || ports.length > 1 ? undefined : [replace(port, String(listens))],
        });
      }
    });
  },
});
