import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW9603",
  slug: "compose/engine-socket",
  title: "The engine's socket inside a container",
  severity: "error",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "Who can talk to the socket can start a privileged container: it is root on the host, also when it is mounted read-only. Put a proxy between that lets through the few calls that are needed.",
  sources: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  aka: ["semgrep:exposing-docker-socket-volume"],
  examples: [
    {
      bad: 'services:\n  a:\n    image: a:1\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]\n',
      good: 'services:\n  a:\n    image: a:1\n    environment: { DOCKER_HOST: "tcp://proxy:2375" }\n',
    },
  ],
  quiet: ['services:\n  a:\n    image: a:1\n    volumes: ["./docker.sock.txt:/a"]\n'],
  message: (a: { service: string }) => `${a.service} can command the engine, which is to be root on the host.`,
  check({ services, report }) {
    for (const service of services) {
      for (const mount of service.volumes)
        if (/\/(docker|podman|containerd|crio)\.sock$/.test(mount.source ?? ""))
          report({ span: mount, args: { service: service.name } });
    }
  },
});
