import { csrfCookie } from "../../stream/api.js"

/** @import { Phrases } from "../../lib/phrases.js" */

const QUIET_MS = 600 // after the last change
const TIMEOUT_MS = 15_000
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 30_000
const FINAL = [409, 413, 422] // the server will not take this draft, however often it is sent

/** Saves the form as it changes, again and again until the server has it, and asks before unsaved work is left. */
export class DraftSaver {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} revision the field that has the draft's revision
   * @param {(sentence: string, isTrouble: boolean) => void} tell
   * @param {Phrases} phrases
   */
  constructor(form, revision, tell, phrases) {
    this.form = form
    this.revision = revision
    this.tell = tell
    this.phrases = phrases
    this.changes = 0 // since the page was loaded
    this.saved = 0 // of them
    this.retryMs = FIRST_RETRY_MS
    this.isStopped = false
    /** @type {AbortController | null} */
    this.sending = null
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
  }

  start() {
    addEventListener("pagehide", () => this.#flush())
    document.addEventListener("visibilitychange", () => document.hidden && this.#flush())
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved) event.preventDefault()
    })
  }

  get isUnsaved() {
    return !this.isStopped && this.saved < this.changes
  }

  /** Call this after each change of the form. */
  changed() {
    if (this.isStopped) return
    this.changes += 1
    this.#wait(QUIET_MS)
  }

  /** Save no more: the form itself is being submitted. */
  stop() {
    this.isStopped = true
    clearTimeout(this.timer)
    this.sending?.abort()
  }

  /** @param {number} ms */
  #wait(ms) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#save(), ms)
  }

  /** The page is left: send what is unsaved without waiting for the reply. */
  #flush() {
    if (!this.isUnsaved) return
    clearTimeout(this.timer)
    this.#post({ keepalive: true }).catch(() => {})
  }

  async #save() {
    if (this.sending) return // it goes on afterwards
    const upTo = this.changes
    this.sending = new AbortController()
    this.tell(this.phrases.say("saving"), false)
    const signal = AbortSignal.any([this.sending.signal, AbortSignal.timeout(TIMEOUT_MS)])
    const response = await this.#post({ signal }).catch(() => null)
    this.sending = null
    if (this.isStopped) return
    if (response?.ok) await this.#take(response, upTo)
    else if (response && FINAL.includes(response.status)) await this.#giveUp(response)
    else this.#tryAgain(response)
  }

  /**
   * @param {Response} response
   * @param {number} upTo
   */
  async #take(response, upTo) {
    const { revision } = await response.json()
    this.revision.value = revision
    this.saved = upTo
    this.retryMs = FIRST_RETRY_MS
    if (this.isUnsaved) this.#wait(QUIET_MS)
    else this.tell(this.phrases.say("saved"), false)
  }

  /** @param {Response} response */
  async #giveUp(response) {
    const { message } = await response.json().catch(() => ({ message: this.phrases.say("unsaved") }))
    this.tell(message, true)
    this.isStopped = true
  }

  /** @param {Response | null} response */
  #tryAgain(response) {
    const isOut = response !== null && [403, 404].includes(response.status)
    this.tell(this.phrases.say(isOut ? "signed-out" : "unsaved"), true)
    this.#wait(this.retryMs)
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2)
  }

  /** @param {RequestInit} options */
  #post(options) {
    const body = new FormData(this.form)
    const cookie = csrfCookie()
    // Whoever signs in again in another tab gets a new token, and Django looks at the form's first.
    if (cookie) body.delete("csrfmiddlewaretoken")
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json", ...(cookie ? { "X-CSRFToken": cookie } : {}) }
    const address = this.form.dataset.draft ?? ""
    return fetch(address, { method: "POST", body, headers, cache: "no-store", ...options })
  }
}
