import { attempt } from "../../lib/storage.js"
import { merged } from "./draft.js"
import { isForgotten, parse, written } from "./draft_form.js"
import { Journal } from "./journal.js"

/**
 * @import { Draft } from "./draft.js"
 *
 * @typedef {object} BrowserStoreDelegate
 * @property {(turn: number, draft: Draft) => void} received called when another tab has written
 * @property {(turn: number, draft: Draft) => void} removed called when another tab has removed this version
 * @property {(turn: number, draft: Draft) => void} recovered called with each draft of the journal
 * @property {() => void} reloaded called when any draft may have changed
 */

const PREFIX = "draft:"
/** @type {("localStorage" | "sessionStorage")[]} */
const AREAS = ["localStorage", "sessionStorage"]

/**
 * Keeps an interview's drafts in the browser: in localStorage, which all tabs share, in the journal, which survives a
 * crash, and in sessionStorage once the interview is over.
 */
export class BrowserStore {
  /** @type {BrowserStoreDelegate | undefined} */
  delegate
  /** The turns whose newest draft is nowhere but on this page. @type {Set<number>} */
  unkept = new Set()
  /** The turns whose newest draft is not in the storage that tabs share. @type {Set<number>} */
  unshared = new Set()

  /** @param {number} interview */
  constructor(interview) {
    this.prefix = `${PREFIX}${interview}:`
    this.journal = new Journal("drafts")
    this.isRetired = false
  }

  /** Follow what other tabs write, and fetch what a crash has left in the journal only. */
  start() {
    addEventListener("storage", this)
    addEventListener("pageshow", this)
    addEventListener("beforeunload", this)
    this.#sweep()
    this.#recover()
  }

  all() {
    return new Map(this.#turns().map((turn) => [turn, this.read(turn)]))
  }

  /** @param {number} turn */
  read(turn) {
    const [one, other] = AREAS.map((area) => parse(attempt(() => window[area].getItem(this.#key(turn)))))
    return merged(one, other)
  }

  /**
   * @param {number} turn
   * @param {Draft} draft
   */
  write(turn, draft) {
    const text = written(draft)
    const isKept = attempt(() => {
      window[this.isRetired ? "sessionStorage" : "localStorage"].setItem(this.#key(turn), text)
      return true
    })
    this.#kept(turn)
    if (!isKept) this.unshared.add(turn)
    if (!isKept && draft.text.trim()) this.unkept.add(turn)
    if (this.isRetired) return
    this.journal.put(this.#key(turn), text).then(
      () => this.unkept.delete(turn),
      () => {},
    )
  }

  /** @param {number} turn */
  remove(turn) {
    this.#kept(turn)
    for (const area of AREAS) attempt(() => window[area].removeItem(this.#key(turn)))
    this.journal.put(this.#key(turn), null).catch(() => {})
  }

  /** Keep what there is for as long as this tab is open, and no longer. */
  retire() {
    if (this.isRetired) return
    const drafts = this.all()
    this.isRetired = true
    for (const [turn, draft] of drafts) {
      this.remove(turn)
      this.write(turn, draft)
    }
  }

  /** Delete all of them, in every tab. */
  forget() {
    for (const turn of this.#turns()) this.remove(turn)
    // Tells the other tabs. What is deleted because it was sent tells them nothing.
    attempt(() => localStorage.setItem(`${this.prefix}forgotten`, String(Date.now())))
    attempt(() => localStorage.removeItem(`${this.prefix}forgotten`))
    return this.#forgetJournal()
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof StorageEvent) this.#changed(event)
    if (event instanceof PageTransitionEvent && event.persisted) this.#awake()
    if (event.type === "beforeunload" && this.unkept.size) event.preventDefault()
  }

  /** Find what other tabs have done while this page was asleep. */
  #awake() {
    if (!this.unshared.size) this.delegate?.reloaded()
  }

  /** @param {StorageEvent} event */
  #changed({ key, oldValue, newValue, storageArea }) {
    if (storageArea !== attempt(() => localStorage) || !key?.startsWith(this.prefix)) return
    const turn = this.#turn(key)
    if (turn && newValue) this.delegate?.received(turn, parse(newValue))
    else if (turn) this.delegate?.removed(turn, parse(oldValue))
    else if (newValue) this.delegate?.reloaded()
  }

  async #recover() {
    const texts = await this.journal.all().catch(() => new Map())
    for (const [key, text] of texts) {
      const draft = parse(text)
      if (isForgotten(draft, Date.now())) this.journal.put(key, null).catch(() => {})
      else if (key.startsWith(this.prefix)) this.delegate?.recovered(this.#turn(key), draft)
    }
  }

  /** Delete what nobody came back to, of all interviews. */
  #sweep() {
    for (const key of keys("localStorage").filter((key) => key.startsWith(PREFIX))) {
      const draft = parse(attempt(() => localStorage.getItem(key)))
      if (isForgotten(draft, Date.now())) attempt(() => localStorage.removeItem(key))
    }
  }

  async #forgetJournal() {
    const texts = await this.journal.all().catch(() => new Map())
    const mine = [...texts.keys()].filter((key) => key.startsWith(this.prefix))
    await Promise.all(mine.map((key) => this.journal.put(key, null).catch(() => {})))
  }

  #turns() {
    const found = AREAS.flatMap(keys).filter((key) => key.startsWith(this.prefix))
    return [...new Set(found.map((key) => this.#turn(key)).filter(Boolean))]
  }

  /** @param {number} turn */
  #kept(turn) {
    this.unkept.delete(turn)
    this.unshared.delete(turn)
  }

  /** @param {string} key */
  #turn(key) {
    return Number(key.slice(this.prefix.length))
  }

  /** @param {number} turn */
  #key(turn) {
    return this.prefix + turn
  }
}

/** @param {"localStorage" | "sessionStorage"} area */
function keys(area) {
  return attempt(() => Object.keys(window[area])) ?? []
}
