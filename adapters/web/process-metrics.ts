/**
 * prom-client's default metrics, one by one: its collectDefaultMetrics() also starts a timer and a garbage collection
 * observer that nothing can stop. The lag of the event loop is measured here instead, under the same names.
 */
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';
import heap from 'prom-client/lib/metrics/heapSizeAndUsed.js';
import memory from 'prom-client/lib/metrics/osMemoryHeap.js';
import cpu from 'prom-client/lib/metrics/processCpuTotal.js';
import handles from 'prom-client/lib/metrics/processHandles.js';
import mostFiles from 'prom-client/lib/metrics/processMaxFileDescriptors.js';
import openFiles from 'prom-client/lib/metrics/processOpenFileDescriptors.js';
import resources from 'prom-client/lib/metrics/processResources.js';
import started from 'prom-client/lib/metrics/processStartTime.js';
import version from 'prom-client/lib/metrics/version.js';

const RESOLUTION_MS = 20;

/** Adds them to the registry. Returns what stops the measuring of the lag. */
export function addProcessMetrics(registry: Registry): () => void {
  for (const addTo of [cpu, started, memory, heap, handles, resources, openFiles, mostFiles, version]) addTo(registry);
  const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  lag.enable();
  addLag(registry, lag);
  return () => lag.disable();
}

/** Of the time since the last scrape. Each lag holds the resolution itself, some 20 ms. */
function addLag(registry: Registry, lag: IntervalHistogram): void {
  const gauge = (which: string, what: string, collect?: () => void) => {
    const name = `nodejs_eventloop_lag_${which}_seconds`;
    const help = `The ${what} event loop delay since the last scrape, in seconds.`;
    return new Gauge({ name, help, registers: [registry], ...(collect ? { collect } : {}) });
  };
  // The first of them reads all, so that they are of the same time.
  const mean = gauge('mean', 'mean', () => {
    const any = lag.count > 0;
    mean.set(any ? lag.mean / 1e9 : 0);
    p99.set(any ? lag.percentile(99) / 1e9 : 0);
    max.set(any ? lag.max / 1e9 : 0);
    lag.reset();
  });
  const p99 = gauge('p99', '99th percentile of the');
  const max = gauge('max', 'longest');
}
