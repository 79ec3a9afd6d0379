const volatile: readonly (readonly [RegExp, string])[] = [
  [/\u001b\[[0-9;?]*[A-Za-z]/g, ""],
  [/\r\n?/g, "\n"],
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}))?/g, "<time>"],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2}(?: GMT| [+-]\d{4})?/g, "<time>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<uuid>"],
  [/\bsha256:[0-9a-f]{8,64}\b/g, "<digest>"],
  [/\b[0-9a-f]{64}\b/g, "<id>"],
  [/\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12}\b/g, "<id>"],
  [/\b\d{1,9}(?:\.\d{1,9})?\s?(?:ns|us|µs|ms|s|sec|seconds|min|minutes)\b/g, "<duration>"],
  [/\b\d{1,9}(?:\.\d{1,9})?\s?(?:B|kB|KB|MB|GB|KiB|MiB|GiB)(?:\/s)?\b/g, "<size>"],
  [/\b(?:127\.0\.0\.1|localhost):\d{4,5}\b/g, "<host>"],
  [/\b(?:10|172|192)\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, "<address>"],
];

/** A text with what differs from run to run (times, ids, digests, durations, sizes, addresses) replaced by what it is. */
export function normalised(text: string): string {
  let out = text;
  for (const [pattern, replacement] of volatile) out = out.replace(pattern, replacement);
  return out
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}

/** Whether a JSON key holds what differs from run to run: `uptime_seconds`, `startedAt`, `requestId`, `latencyMs`. */
export function volatileKey(key: string): boolean {
  const last = key
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_.-]/)
    .at(-1);
  return /^(?:id|uuid|time|timestamp|uptime|date|at|ms|us|seconds|duration|elapsed|latency|pid|hostname|nonce|etag)$/.test(
    last ?? "",
  );
}
