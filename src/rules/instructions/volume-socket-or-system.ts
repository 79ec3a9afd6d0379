import { defineRule } from "../define.ts";
import { removeInstruction } from "../edits.ts";

export default defineRule({
  id: "SW7006",
  slug: "instructions/volume-socket-or-system",
  title: "VOLUME or WORKDIR on the engine's socket or a system directory",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The engine's socket is root on the host; /proc, /sys and /dev belong to the kernel.",
  sources: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  aka: ["semgrep:dockerfile-dockerd-socket-mount", "trivy:DS-0030", "dockle:DKL-DI-0002"],
  examples: [
    {
      bad: "FROM debian:13\nVOLUME /var/run/docker.sock\n",
      good: "FROM debian:13\nVOLUME /data\n",
      fixed: "FROM debian:13\n",
    },
  ],
  quiet: ['FROM debian:13\nWORKDIR /development\nVOLUME ["/var/lib/app"]\n'],
  message: (a: { path: string }) => `${a.path} is not for an application.`,
  check({ view, each, report }) {
    const bad = /^\/(proc|sys|dev|boot|etc)\/?$|^\/(proc|sys|dev)\/|\/docker\.sock$|^\/$/;
    each("volume", (volume) => {
      const alone = volume.paths.length === 1 && volume.comments.length === 0;
      for (const path of volume.paths)
        if (bad.test(path.value ?? ""))
          report({
            span: path,
            args: { path: path.text },
            fix: alone ? [removeInstruction(view.text, volume)] : undefined,
          });
    });
    each("workdir", ({ path }) => {
      if (path !== null && /^\/(proc|sys|dev|boot)(\/|$)/.test(path.value ?? ""))
        report({ span: path, args: { path: path.text } });
    });
  },
});
