import { answer, api } from './client';
import type { JobView } from './types';

const poll_ms = 3000;

export function isOver(job: JobView): boolean {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
}

/**
 * Follows one job until it is over: told by the server as it happens, asked for again every few
 * seconds in case the line is cut. `seen` is called with each state; returns how to stop.
 */
export function followJob(id: number, seen: (job: JobView) => void): () => void {
  let stopped = false;
  let asking = false;
  const events = new EventSource('/api/v1/jobs/events');
  const take = (job: JobView) => {
    if (stopped || job.id !== id) return;
    seen(job);
    if (isOver(job)) stop();
  };
  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      take(await answer(api.GET('/api/v1/jobs/{id}', { params: { path: { id } } })));
    } catch {
      // The next round asks again.
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void ask(), poll_ms);
  events.addEventListener('job', (event) => {
    const job = JSON.parse(event.data) as JobView;
    // How it ended is asked for, in the language of the page.
    if (job.id === id && isOver(job)) void ask();
    else take(job);
  });
  function stop() {
    stopped = true;
    clearInterval(timer);
    events.close();
  }
  void ask();
  return stop;
}
