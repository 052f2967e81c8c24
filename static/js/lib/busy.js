/**
 * Run `work` when the button is pressed, one run at a time, and enable the button, which pages disable until their
 * script has loaded. While `work` runs the button is aria-disabled, because a disabled button loses the keyboard focus.
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} work
 */
export function onPress(button, work) {
  button.disabled = false
  button.addEventListener("click", async () => {
    if (isBusy(button)) return
    setBusy(button, true)
    try {
      await work()
    } finally {
      setBusy(button, false)
    }
  })
}

/** @param {HTMLButtonElement} button */
export function isBusy(button) {
  return button.getAttribute("aria-disabled") === "true"
}

/**
 * @param {HTMLButtonElement} button
 * @param {boolean} busy
 */
export function setBusy(button, busy) {
  button.setAttribute("aria-disabled", String(busy))
}
