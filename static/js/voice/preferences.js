import { attempt } from "../lib/storage.js"

const KEY = "voice"
const DEFAULTS = { isMuted: false, volume: 1, speed: 1, stopsForAnswers: false }

/**
 * How somebody wants the voice, kept in this browser: isMuted, volume (0 to 1), speed (0.8 to 1.5), stopsForAnswers.
 * Dispatches "change" after each change.
 */
export class Preferences extends EventTarget {
  constructor() {
    super()
    this.values = { ...DEFAULTS, ...kept() }
  }

  get(name) {
    return this.values[name]
  }

  set(name, value) {
    this.values[name] = value
    attempt(() => localStorage.setItem(KEY, JSON.stringify(this.values)))
    this.dispatchEvent(new Event("change"))
  }
}

/** What was kept, as far as it is of the kind it should be. */
function kept() {
  const found = attempt(() => JSON.parse(localStorage.getItem(KEY))) ?? {}
  return Object.fromEntries(Object.entries(found).filter(([name, value]) => isSound(name, value)))
}

function isSound(name, value) {
  if (name === "volume") return value >= 0 && value <= 1
  if (name === "speed") return value >= 0.8 && value <= 1.5
  return typeof value === "boolean" && typeof DEFAULTS[name] === "boolean"
}
