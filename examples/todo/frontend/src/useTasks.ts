import { useCallback, useEffect, useState } from 'react';

import { listTasks, type Task } from './api';

/** The tasks, why the last attempt failed if it did, and how to change them. */
export function useTasks() {
  const [tasks, setTasks] = useState<Task[]>();
  const [error, setError] = useState<string>();

  /** Makes the change, then shows what the backend has. Resolves to whether that worked. */
  const change = useCallback(async (make: () => Promise<unknown>) => {
    try {
      await make();
      setTasks(await listTasks());
      setError(undefined);
      return true;
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
      return false;
    }
  }, []);

  useEffect(() => {
    void change(async () => {});
  }, [change]);

  return { tasks, error, change };
}

export type Change = ReturnType<typeof useTasks>['change'];
