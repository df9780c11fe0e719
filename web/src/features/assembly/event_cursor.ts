/** Something that happened in an assembly, as the server tells it. */
export interface AssemblyEvent {
  sequence: number;
  at: number;
  kind: string;
  data: Record<string, unknown>;
}

/** What of EventSource is used here. */
export interface Source {
  addEventListener(
    kind: 'assembly' | 'error' | 'open',
    hear: (event: MessageEvent<string>) => void,
  ): void;
  close(): void;
  readonly readyState: number;
}

const closed = 2;
const patience_ms = [1000, 2000, 5000, 10_000];

/**
 * Follows the events of an assembly from a number on: each once, in order, whatever line broke or phone
 * slept. The browser reconnects by itself and says the last number it has (Last-Event-ID); where it gives
 * up, as after an answer that is no stream, the line is opened anew from that number.
 */
export class EventCursor {
  #source: Source | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #stopped = false;

  constructor(
    private last: number,
    private readonly open: (after: number) => Source,
    private readonly take: (event: AssemblyEvent) => void,
    private readonly tell: (is_connected: boolean) => void,
  ) {
    this.#connect();
  }

  /** The phone woke up: a line that is dead is opened at once, not when its patience ends. */
  wake(): void {
    if (this.#stopped || this.#source?.readyState === 1) return;
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #connect(): void {
    const source = (this.#source = this.open(this.last));
    source.addEventListener('open', () => {
      if (source !== this.#source) return;
      this.#failures = 0;
      this.tell(true);
    });
    source.addEventListener('assembly', ({ data }) => {
      if (this.#stopped || source !== this.#source) return;
      const event = JSON.parse(data) as AssemblyEvent;
      if (event.sequence <= this.last) return;
      this.last = event.sequence;
      this.take(event);
    });
    source.addEventListener('error', () => {
      if (this.#stopped || source !== this.#source) return;
      this.tell(false);
      if (source.readyState !== closed) return;
      const wait = patience_ms[Math.min(this.#failures++, patience_ms.length - 1)]!;
      this.#timer = setTimeout(() => this.#connect(), wait);
    });
  }
}
