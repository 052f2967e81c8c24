/** Binds each slider and list named data-preference in `page` to the preference of that name. */
export function bindPreferences(page, preferences) {
  for (const input of page.querySelectorAll("[data-preference]")) {
    const name = input.dataset.preference
    const show = () => (input.value = preferences.get(name))
    input.addEventListener("input", () => preferences.set(name, Number(input.value)))
    preferences.addEventListener("change", show)
    show()
  }
}
