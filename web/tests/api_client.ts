/** Talks to the program as a page does: cookie, CSRF token, purpose, JSON. */
export class ApiClient {
  #cookie = '';
  #csrf = '';

  constructor(readonly base: string) {}

  async signIn(login: string, password: string): Promise<void> {
    const session = await this.post<{ csrf_token: string; state: string }>('/session', {
      login,
      password,
    });
    if (session.state !== 'signed_in') throw new Error(`${login} is ${session.state}`);
    this.#csrf = session.csrf_token;
  }

  get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path);
  }
  post<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('POST', path, JSON.stringify(body), 'application/json');
  }
  put<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('PUT', path, JSON.stringify(body), 'application/json');
  }
  upload<T>(filename: string, bytes: Buffer<ArrayBuffer>): Promise<T> {
    return this.sendBytes<T>(`/uploads?filename=${encodeURIComponent(filename)}`, bytes);
  }
  sendBytes<T>(path: string, bytes: Buffer<ArrayBuffer>): Promise<T> {
    return this.#send<T>('POST', path, bytes, 'application/octet-stream');
  }

  /** Waits until a job is over; fails unless it succeeded. */
  async finished(job_id: number): Promise<void> {
    for (let tries = 0; tries < 600; ++tries) {
      const job = await this.get<{ state: string; message: string }>(`/jobs/${job_id}`);
      if (job.state === 'succeeded') return;
      if (job.state === 'failed' || job.state === 'cancelled')
        throw new Error(`job ${job.state}: ${job.message}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the job takes too long');
  }

  async #send<T>(method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
    const answer = await fetch(`${this.base}/api/v1${path}`, {
      method,
      body,
      headers: {
        ...(type ? { 'Content-Type': type } : {}),
        ...(this.#cookie ? { Cookie: this.#cookie } : {}),
        ...(this.#csrf ? { 'X-CSRF-Token': this.#csrf } : {}),
        'X-Purpose': 'review',
      },
    });
    const cookie = answer.headers.get('set-cookie');
    if (cookie) this.#cookie = cookie.split(';')[0]!;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }
}
