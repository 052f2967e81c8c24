/** Binds each slider, list and checkbox named data-preference in `page` to the preference of that name. */
export function bindPreferences(page, preferences) {
  for (const input of page.querySelectorAll("[data-preference]")) bind(input, input.dataset.preference, preferences)
}

function bind(input, name, preferences) {
  const isBox = input.type === "checkbox"
  const show = () => (input[isBox ? "checked" : "value"] = preferences.get(name))
  input.addEventListener("input", () => preferences.set(name, isBox ? input.checked : Number(input.value)))
  preferences.addEventListener("change", show)
  show()
}
