/** Something the API, or the way to it, refused: `status` is 0 where the server was not reached. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

const PATIENCE_MS = 20_000

/** The interview's API, for this browser's cookie. Every method may throw an ApiError fit to be shown. */
export class Api {
  constructor(path, csrfToken, phrases) {
    this.path = path
    this.csrfToken = csrfToken
    this.phrases = phrases
  }

  snapshot() {
    return this.#fetch("GET", "")
  }

  start() {
    return this.#fetch("POST", "/start")
  }

  answer(turn, text) {
    return this.#fetch("POST", "/answers", { turn, text })
  }

  draft(turn, text) {
    return this.#fetch("POST", "/draft", { turn, text })
  }

  cancel(turn) {
    return this.#fetch("POST", "/cancel", { turn })
  }

  retry(turn) {
    return this.#fetch("POST", "/retry", { turn })
  }

  async #fetch(method, path, body) {
    const response = await this.#send(method, path, body)
    const reply = await response.json().catch(() => ({}))
    if (!response.ok) throw new ApiError(response.status, reply.message || this.phrases.say("trouble"))
    return reply
  }

  async #send(method, path, body) {
    // The language of this page, which the browser's own settings need not share.
    const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang }
    if (method === "POST") {
      headers["X-CSRFToken"] = csrfCookie() || this.csrfToken
      headers["Content-Type"] = "application/json"
    }
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const options = { method, headers, signal, cache: "no-store", body: body && JSON.stringify(body) }
      return await fetch(this.path + path, options)
    } catch {
      throw new ApiError(0, this.phrases.say("unreachable"))
    }
  }
}

/** The cookie is newer than the page's own token where somebody signed in meanwhile. */
function csrfCookie() {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1]
}
