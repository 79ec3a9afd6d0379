import type { Spawn } from "../core/ports/process.ts";

const mask = "[redacted]";
/** Shorter values would blank out ordinary words. */
const shortest = 4;

/** The text with every occurrence of a secret value replaced. */
export function redact(text: string, secrets: Iterable<string>): string {
  let out = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret.length >= shortest) out = out.replaceAll(secret, mask);
  }
  return out;
}

/** The same door, whose answers and lines never show a secret. The process itself gets its real argv and environment. */
export function redacting(spawn: Spawn, secrets: () => Iterable<string>): Spawn {
  return async (command) => {
    const { onLine } = command;
    const output = await spawn(
      onLine === undefined
        ? command
        : { ...command, onLine: (line, stream) => onLine(redact(line, secrets()), stream) },
    );
    const known = [...secrets()];
    return {
      ...output,
      argv: output.argv.map((word) => redact(word, known)),
      stdout: redact(output.stdout, known),
      stderr: redact(output.stderr, known),
    };
  };
}
