import type { Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { composePorts } from "../compose-ports.ts";
import { insideOf } from "../look-inside.ts";
import { notReady } from "../probes.ts";

export default defineClaim({
  id: "listens-as-declared",
  title: "It listens where EXPOSE, the health check and the compose file say",
  why: "A port that differs in one of these places is the commonest reason why a healthy service cannot be reached; one that nobody declared is an open door.",
  sources: ["https://docs.docker.com/reference/dockerfile/#expose"],
  since: "0.1.0",
  appliesTo: always,
  prove: (trial) => compared(trial, trial.image),
  control: {
    broken: "one more port exposed than is listened on",
    prove: async (trial) => {
      const other = trial.plan.port === 9 ? 7 : 9;
      const built = await trial.build({
        name: "exposes-another-port",
        dockerfileText: `FROM ${trial.image}\nEXPOSE ${other}\n`,
      });
      return built.ok ? compared(trial, built.tag) : skipped("the image with another port did not build");
    },
  },
});

async function compared(trial: Trial, image: string): Promise<Outcome> {
  const running = await (image === trial.image ? trial.start() : trial.start({ image }));
  if (!running.ready) return notReady(running);
  const { sockets } = await insideOf(trial, running);
  const open = [...new Set(sockets.filter((socket) => !socket.loopback).map((socket) => socket.port))].sort(
    (a, b) => a - b,
  );
  const exposed = ((await trial.engine.image(image))?.exposed ?? [])
    .filter((port) => !port.endsWith("/udp"))
    .map((port) => Number.parseInt(port, 10));
  const composed = await composePorts(trial);
  const { port } = trial.plan;
  const wrong = [
    ...(open.includes(port)
      ? []
      : [
          `nothing listens on port ${port} on all interfaces (listening: ${sockets.map((one) => `${one.address}:${one.port}`).join(", ") || "nothing"})`,
        ]),
    ...open.filter((one) => one !== port).map((one) => `port ${one} is open and not declared`),
    ...(exposed.includes(port) ? [] : [`EXPOSE does not name ${port}`]),
    ...exposed.filter((one) => !open.includes(one)).map((one) => `EXPOSE names ${one}, where nothing listens`),
    ...composed.filter((one) => one !== port).map((one) => `the compose file names ${one}`),
  ];
  if (wrong.length > 0) return fails(listed(wrong));
  return holds(
    `listens on ${port} and nothing else; EXPOSE, the probe${composed.length > 0 ? " and the compose file" : ""} say the same`,
    { port },
  );
}
