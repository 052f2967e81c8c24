import { onPress } from "../lib/busy.js"
import { find } from "../lib/find.js"

/**
 * Plays a sentence in the language and the voice that the form has, and shows why if that is not possible.
 * @param {HTMLElement} field
 */
function listenTo(field) {
  const voice = find(field, "input", HTMLInputElement)
  const news = find(field, "[data-news]", HTMLElement)
  const audio = new Audio()
  onPress(find(field, "[data-listen]", HTMLButtonElement), async () => {
    const query = new URLSearchParams({
      language: chosen("#id_language") || (field.dataset.language ?? ""),
      position: chosen("#id_position"),
      voice: voice.value.trim(),
    })
    const sample = `${field.dataset.sample}?${query}`
    news.textContent = ""
    audio.src = sample
    try {
      await audio.play()
    } catch {
      news.textContent = (await reasonOf(sample)) || (field.dataset.failed ?? "")
    }
  })
}

/**
 * Return what a list of the form says; "" if the form has no such list.
 * @param {string} selector
 */
function chosen(selector) {
  const list = document.querySelector(selector)
  return list instanceof HTMLSelectElement ? list.value : ""
}

/**
 * Return why there is no sample. An audio element does not tell.
 * @param {string} sample
 */
async function reasonOf(sample) {
  try {
    const response = await fetch(sample)
    return response.ok ? "" : await response.text()
  } catch {
    return ""
  }
}

for (const field of document.querySelectorAll("[data-voice]:has([data-listen])")) {
  if (field instanceof HTMLElement) listenTo(field)
}
