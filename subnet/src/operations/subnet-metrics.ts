import type { HttpHandler } from '../http/http-message.ts';
import { monotonicMs } from '../real-time.ts';
import type { Replica, RoundFigures } from '../replica/replica.ts';
import { MetricsRegistry, type Counter, type Histogram } from './metrics-registry.ts';

/** Bounds: upper ends of the buckets for times. Units: seconds. */
const SECONDS = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const ENDPOINTS = ['call', 'query', 'read_state', 'status', 'operations', 'gateway', 'unknown'] as const;
type Endpoint = (typeof ENDPOINTS)[number];

/** What an operator can measure of a subnet; it outlives the replicas that a recovery replaces. */
export class SubnetMetrics {
  readonly #registry = new MetricsRegistry();
  readonly #rounds: Counter;
  readonly #messages: Counter;
  readonly #instructions: Counter;
  readonly #executeSeconds: Histogram;
  readonly #commitSeconds: Histogram;
  readonly #requests = new Map<string, Counter>();
  readonly #requestSeconds: ReadonlyMap<Endpoint, Histogram>;
  readonly #failures: Counter;
  readonly #recoveries: Counter;

  constructor(current: () => Replica) {
    const registry = this.#registry;
    this.#rounds = registry.counter('indus_rounds_total', 'Rounds that were certified.');
    this.#messages = registry.counter('indus_messages_total', 'Messages that rounds executed.');
    this.#instructions = registry.counter('indus_instructions_total', 'Instructions that rounds executed.');
    this.#executeSeconds = registry.histogram(
      'indus_round_execute_seconds',
      'Time of a round for executing its messages.',
      SECONDS,
    );
    this.#commitSeconds = registry.histogram(
      'indus_round_commit_seconds',
      'Time of a round for storing and certifying.',
      SECONDS,
    );
    this.#failures = registry.counter('indus_round_failures_total', 'Rounds that failed and were undone.');
    this.#recoveries = registry.counter(
      'indus_recoveries_total',
      'Times the subnet went back to the newest stored round and worked on.',
    );
    this.#requestSeconds = new Map(
      ENDPOINTS.map((endpoint) => [
        endpoint,
        registry.histogram('indus_request_seconds', 'Time to answer an HTTP request.', SECONDS, { endpoint }),
      ]),
    );
    addStateGauges(registry, current);
    addProcessGauges(registry);
  }

  /** Counts a round. Context: once per round. */
  readonly countRound = ({ instructions, messages, executeMs, commitMs }: RoundFigures): void => {
    this.#rounds.add();
    this.#messages.add(messages);
    this.#instructions.add(Number(instructions));
    this.#executeSeconds.observe(executeMs / 1000);
    this.#commitSeconds.observe(commitMs / 1000);
  };

  countFailure(): void {
    this.#failures.add();
  }

  countRecovery(): void {
    this.#recoveries.add();
  }

  /** A handler that counts what it answers. */
  counting(handler: HttpHandler): HttpHandler {
    return async (request) => {
      const startedMs = monotonicMs();
      const endpoint = endpointOf(request.target);
      const response = await handler(request);
      this.#requestSeconds.get(endpoint)?.observe((monotonicMs() - startedMs) / 1000);
      this.#requestCounter(endpoint, response.status).add();
      return response;
    };
  }

  /** Source: Prometheus text exposition format 0.0.4. */
  text(): string {
    return this.#registry.text();
  }

  #requestCounter(endpoint: Endpoint, status: number): Counter {
    const key = `${endpoint} ${status}`;
    let counter = this.#requests.get(key);
    if (counter === undefined) {
      const labels = { endpoint, status: String(status) };
      counter = this.#registry.counter('indus_requests_total', 'HTTP requests that were answered.', labels);
      this.#requests.set(key, counter);
    }
    return counter;
  }
}

/** Which endpoint a request target names; a closed set, so that nobody can make series at will. */
export function endpointOf(target: string): Endpoint {
  if (target.startsWith('/_/')) return 'operations';
  if (!target.startsWith('/api/')) return 'gateway';
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  switch (path.slice(path.lastIndexOf('/') + 1)) {
    case 'call':
      return 'call';
    case 'query':
      return 'query';
    case 'read_state':
      return 'read_state';
    case 'status':
      return 'status';
    default:
      return 'unknown';
  }
}

function addStateGauges(registry: MetricsRegistry, current: () => Replica): void {
  const state = () => current().parts.state;
  const sum = (of: (canister: ReturnType<typeof canisters>[number]) => number): number =>
    canisters().reduce((total, canister) => total + of(canister), 0);
  const canisters = () => [...state().canisters.values()];
  const memory = 'indus_canister_memory_bytes';
  const waiting = 'indus_queued_messages';
  registry.gauge('indus_healthy', '1 when the subnet answers calls, else 0.', () =>
    current().health() === 'healthy' ? 1 : 0,
  );
  registry.gauge('indus_height', 'Number of the newest stored round.', () => Number(state().height));
  registry.gauge(
    'indus_time_seconds',
    'Time of the newest round since 1970.',
    () => Number(state().timeNs) / 1e9,
  );
  registry.gauge('indus_canisters', 'Canisters on the subnet.', () => state().canisters.size);
  const memoryHelp = 'Memory of all canisters.';
  registry.gauge(memory, memoryHelp, () => sum((canister) => canister.memory.wasm), { kind: 'wasm' });
  registry.gauge(memory, memoryHelp, () => sum((canister) => Number(canister.memory.stable)), {
    kind: 'stable',
  });
  const waitingHelp = 'Messages that wait for a round.';
  registry.gauge(waiting, waitingHelp, () => sum(({ queue }) => queue.length), { queue: 'canisters' });
  registry.gauge(waiting, waitingHelp, () => state().management.length, { queue: 'management' });
  registry.gauge('indus_longest_queue', 'Messages that wait for the canister with most.', () =>
    canisters().reduce((longest, { queue }) => Math.max(longest, queue.length), 0),
  );
  registry.gauge(
    'indus_call_contexts',
    'Calls that are not answered yet, or whose callbacks are awaited.',
    () => sum(({ callContexts }) => callContexts.size),
  );
  registry.gauge(
    'indus_known_requests',
    'Ingress messages whose status is known.',
    () => state().ingress.size,
  );
}

function addProcessGauges(registry: MetricsRegistry): void {
  const { memoryUsage } = process;
  registry.gauge('process_resident_memory_bytes', 'Resident memory of the process.', () => memoryUsage.rss());
  registry.gauge(
    'process_heap_bytes',
    'JavaScript heap in use on the main thread.',
    () => memoryUsage().heapUsed,
  );
  registry.gauge('process_cpu_seconds', 'Processor time of the process.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
}
