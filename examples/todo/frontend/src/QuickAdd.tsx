import type { FormEvent } from 'react';

import { quickAdd } from './api';
import type { Change } from './useTasks';

/** One sentence, which the MCP server's tool reads. */
export function QuickAdd({ change }: { change: Change }) {
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get('text'));
    if (await change(() => quickAdd(text))) form.reset();
  }

  return (
    <form aria-label="Quick add" onSubmit={submit}>
      <label className="wide">
        In your words
        <input
          name="text"
          required
          maxLength={200}
          autoComplete="off"
          placeholder="Pay the rent tomorrow !high"
        />
      </label>
      <button>Quick add</button>
    </form>
  );
}
