import { sentenceFor } from "./refusals.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { Snapshot } from "./events.js"
 */

/** A refusal by the API, or a request that failed: then `status` is 0. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message fit for the candidate
   * @param {string} code the API's
   */
  constructor(status, message, code = "") {
    super(message)
    this.status = status
    this.code = code
  }
}

const TIMEOUT_MS = 20_000

/** The interview's API, authenticated by this browser's cookie. Every method may reject with an ApiError. */
export class Api {
  /**
   * @param {string} path of the interview
   * @param {string} csrfToken
   * @param {Phrases} phrases
   */
  constructor(path, csrfToken, phrases) {
    this.path = path
    this.csrfToken = csrfToken
    this.phrases = phrases
  }

  /** @returns {Promise<Snapshot>} */
  snapshot() {
    return this.#fetch("GET", "")
  }

  /** @returns {Promise<{turn: number}>} */
  start() {
    return this.#fetch("POST", "/start")
  }

  /**
   * @param {number} turn
   * @param {string} text
   */
  answer(turn, text) {
    return this.#fetch("POST", "/answers", { turn, text })
  }

  /**
   * @param {number} turn
   * @param {string} text
   */
  draft(turn, text) {
    return this.#fetch("POST", "/draft", { turn, text })
  }

  /**
   * @param {number} turn
   * @returns {Promise<object>}
   */
  rephrase(turn) {
    return this.#fetch("POST", "/rephrase", { turn })
  }

  /**
   * @param {number} turn
   * @returns {Promise<object>}
   */
  skip(turn) {
    return this.#fetch("POST", "/skip", { turn })
  }

  /**
   * @param {number} turn
   * @returns {Promise<object>}
   */
  cancel(turn) {
    return this.#fetch("POST", "/cancel", { turn })
  }

  /**
   * @param {number} turn
   * @returns {Promise<object>}
   */
  retry(turn) {
    return this.#fetch("POST", "/retry", { turn })
  }

  /**
   * @param {"GET" | "POST"} method
   * @param {string} path
   * @param {object} [body]
   */
  async #fetch(method, path, body) {
    const response = await this.#send(method, path, body)
    const reply = await response.json().catch(() => ({}))
    if (!response.ok) throw new ApiError(response.status, sentenceFor(this.phrases, reply.code), reply.code)
    return reply
  }

  /**
   * @param {"GET" | "POST"} method
   * @param {string} path
   * @param {object} [body]
   */
  async #send(method, path, body) {
    // The page's language may differ from the one in the browser's settings.
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang }
    if (method === "POST") {
      headers["X-CSRFToken"] = csrfCookie() || this.csrfToken
      headers["Content-Type"] = "application/json"
    }
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      return await fetch(this.path + path, { method, headers, signal, cache: "no-store", body: JSON.stringify(body) })
    } catch {
      throw new ApiError(0, this.phrases.say("unreachable"))
    }
  }
}

/** Return the CSRF cookie, which is newer than the page's own token if somebody has signed in since it loaded. */
export function csrfCookie() {
  return /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1]
}
