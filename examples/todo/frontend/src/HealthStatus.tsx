import { useEffect, useState } from 'react';

import { getHealth, type Health } from './api';

const POLL_MS = 5000;

/** How the backend and its MCP server are, asked again and again. */
export function HealthStatus() {
  const [health, setHealth] = useState<Health | null>();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    async function poll() {
      const answer = await getHealth().catch(() => null);
      if (stopped) return;
      setHealth(answer);
      timer = setTimeout(poll, POLL_MS);
    }
    void poll();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);

  if (health === undefined) return <p role="status">Checking…</p>;
  return (
    <ul className="health" role="status" aria-label="Health">
      <Part name="Backend" reason={health ? health.database.reason : 'not reachable'} />
      {health && <Part name="MCP" reason={health.mcp.reason} />}
    </ul>
  );
}

function Part({ name, reason }: { name: string; reason: string | null }) {
  return (
    <li className={reason ? 'bad' : 'good'} title={reason ?? undefined}>
      {name}: {reason ? 'unavailable' : 'ok'}
      {reason && <small> ({reason})</small>}
    </li>
  );
}
