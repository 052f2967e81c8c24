/** @import { PreferenceName, Preferences } from "./preferences.js" */

/**
 * Bind each slider, list and checkbox in `page` to the preference that its data-preference names.
 * @param {HTMLElement} page
 * @param {Preferences} preferences
 */
export function bindPreferences(page, preferences) {
  for (const input of page.querySelectorAll("[data-preference]")) {
    bind(/** @type {HTMLInputElement | HTMLSelectElement} */ (input), preferences)
  }
}

/**
 * @param {HTMLInputElement | HTMLSelectElement} input
 * @param {Preferences} preferences
 */
function bind(input, preferences) {
  const name = /** @type {PreferenceName} */ (input.dataset.preference)
  const isBox = input instanceof HTMLInputElement && input.type === "checkbox"
  const show = () => {
    if (isBox) input.checked = Boolean(preferences.get(name))
    else input.value = String(preferences.get(name))
  }
  input.addEventListener("input", () => preferences.set(name, isBox ? input.checked : Number(input.value)))
  preferences.addEventListener("change", show)
  show()
}
