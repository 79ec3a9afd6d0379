import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW6017",
  slug: "runtime/stop-signal-of-server",
  title: "A server that stops well on another signal",
  severity: "info",
  dimension: "operability",
  profile: "default",
  points: 1,
  fix: "safe",
  since: "0.1.0",
  why: "nginx drops its requests on SIGTERM and finishes them on SIGQUIT; systemd as the first process shuts down on SIGRTMIN+3 alone.",
  sources: ["https://nginx.org/en/docs/control.html", "https://systemd.io/CONTAINER_INTERFACE/"],
  aka: ["tally:prefer-nginx-sigquit", "tally:prefer-systemd-sigrtmin-plus-3"],
  examples: [
    {
      bad: 'FROM debian:13\nCMD ["nginx", "-g", "daemon off;"]\n',
      good: 'FROM debian:13\nSTOPSIGNAL SIGQUIT\nCMD ["nginx", "-g", "daemon off;"]\n',
      fixed: 'FROM debian:13\nSTOPSIGNAL SIGQUIT\nCMD ["nginx", "-g", "daemon off;"]\n',
    },
    {
      bad: 'FROM debian:13\nCMD ["/sbin/init"]\n',
      good: 'FROM debian:13\nSTOPSIGNAL SIGRTMIN+3\nCMD ["/sbin/init"]\n',
    },
  ],
  quiet: ['FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]\n', 'FROM alpine:3.24\nCMD ["/sbin/init"]\n'],
  message: (a: { program: string; signal: string }) => `${a.program} stops well on ${a.signal}.`,
  check({ view, report }) {
    const stage = view.final;
    if (stage === null || view.last(stage, "stopsignal") !== null) return;
    const image = imageName(view.root(stage) ?? "").name;
    const command = view.last(stage, "entrypoint") ?? view.last(stage, "cmd");
    const first = command?.command?.form === "exec" ? (command.command.words[0]?.text ?? "") : "";
    const nginx = /(^|\/)nginx$/.test(first) && !/nginx/.test(image);
    const systemd = /(^|\/)systemd$/.test(first) || (/^\/(usr\/)?sbin\/init$/.test(first) && !/alpine/.test(image));
    if (command === null || (!nginx && !systemd)) return;
    const signal = nginx ? "SIGQUIT" : "SIGRTMIN+3";
    report({
      span: command,
      args: { program: first, signal },
      fix: stage.instructions.includes(command) ? [lineAbove(view.text, command, `STOPSIGNAL ${signal}`)] : undefined,
    });
  },
});
