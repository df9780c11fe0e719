/** A failed request, as the server describes it (RFC 9457). Its texts are in the page's language. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly type: string = 'about:blank',
  ) {
    super(title);
  }

  /** The request never reached the server, or no answer came back. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  static offline(): Problem {
    return new Problem(0, '', '');
  }

  static of(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    if (thrown instanceof TypeError) return Problem.offline();
    return new Problem(500, '', thrown instanceof Error ? thrown.message : '');
  }

  static fromBody(status: number, body: unknown): Problem {
    const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<
      string,
      unknown
    >;
    const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
    return new Problem(status, text('title'), text('detail'), text('type'));
  }
}
