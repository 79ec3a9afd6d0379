import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void) {
  addEventListener('popstate', changed);
  return () => removeEventListener('popstate', changed);
}

export const usePath = () => useSyncExternalStore(subscribe, () => location.pathname);

export function navigate(path: string) {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}
