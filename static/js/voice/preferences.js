import { attempt } from "../lib/storage.js"

/** @typedef {"isMuted" | "volume" | "speed" | "stopsForAnswers"} PreferenceName */

const KEY = "voice"
const DEFAULTS = { isMuted: false, volume: 1, speed: 1, stopsForAnswers: false }

/**
 * The settings of the voice, kept in this browser: isMuted, volume (0 to 1), speed (0.8 to 1.5), stopsForAnswers.
 * Dispatches "change" after each change.
 */
export class Preferences extends EventTarget {
  constructor() {
    super()
    /** @type {typeof DEFAULTS} */
    this.values = { ...DEFAULTS, ...stored() }
  }

  /**
   * @template {PreferenceName} Name
   * @param {Name} name
   */
  get(name) {
    return this.values[name]
  }

  /**
   * @param {PreferenceName} name
   * @param {boolean | number} value
   */
  set(name, value) {
    this.values = { ...this.values, [name]: value }
    attempt(() => localStorage.setItem(KEY, JSON.stringify(this.values)))
    this.dispatchEvent(new Event("change"))
  }
}

/** Return the stored values that are valid. */
function stored() {
  const found = attempt(() => JSON.parse(localStorage.getItem(KEY) ?? "{}")) ?? {}
  return Object.fromEntries(Object.entries(found).filter(([name, value]) => isValid(name, value)))
}

/**
 * @param {string} name
 * @param {any} value
 */
function isValid(name, value) {
  if (name === "volume") return value >= 0 && value <= 1
  if (name === "speed") return value >= 0.8 && value <= 1.5
  return typeof value === "boolean" && (name === "isMuted" || name === "stopsForAnswers")
}
