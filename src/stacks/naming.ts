/** A name that engines accept for images, containers and networks: lower case letters, digits and single dashes. */
export function engineName(text: string): string {
  const name = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/^@[^/]*\//g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return name === "" ? "app" : name;
}

/**
 * The image of a service in a stack: the project's own name where it already says both (`todo-backend`),
 * else `<stack>-<service>`.
 */
export function imageName(stack: string, service: string, project: string | null): string {
  const own = project === null ? "" : engineName(project);
  if (own === `${stack}-${service}` || own === service)
    return own === service && stack !== service ? `${stack}-${service}` : own;
  return stack === service ? service : `${stack}-${service}`;
}

/** What a service that stands alone belongs to: `todo` for the project `todo-backend` in the folder `backend`. */
export function stackNameOf(folder: string, project: string | null): string {
  const service = engineName(folder);
  const own = project === null ? service : engineName(project);
  return own.endsWith(`-${service}`) ? own.slice(0, -service.length - 1) : own;
}

const secretWords =
  /(?:^|_)(?:secret|password|passwd|pwd|passphrase|token|api_?key|apikey|access_?key|private_?key|signing_?key|encryption_?key|credentials?|jwt_?key)(?:_|$)/i;
const aboutSecrets =
  /(?:_|^)(?:expires?|expiry|expiration|expire_\w+|minutes|seconds|hours|days|ttl|url|uri|name|header|algorithm|length|path|file|type|issuer|audience|prefix|count|required|enabled|max_?age)$/i;

/** Whether a variable's name says that its value must be kept secret. `TOKEN_URL` and `JWT_EXPIRATION_DAYS` do not. */
export function looksSecret(name: string): boolean {
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1_$2");
  return secretWords.test(words) && !aboutSecrets.test(words);
}

/** Whether a value carries credentials, such as `postgres://user:word@host`. */
export function carriesCredentials(value: string | null): boolean {
  return value !== null && /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i.test(value);
}

/** The name of what a variable addresses: `MCP_SERVER_URL` -> `mcp-server`. */
export function upstreamName(variable: string): string {
  const bare = variable
    .replace(/^(?:VITE|APP|NEXT_PUBLIC)_/i, "")
    .replace(/_(?:BASE_?)?(?:URL|URI|DSN|HOST(?:NAME)?|ENDPOINT|ADDR(?:ESS)?|ORIGIN|TARGET|SERVER(?=_?$))$/i, "");
  return engineName(bare === "" ? variable : bare);
}
