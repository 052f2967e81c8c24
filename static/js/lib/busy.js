/**
 * Runs `work` when the button is pressed, once at a time. aria-disabled rather than disabled: a button that is
 * switched off under the keyboard's focus would lose it. One that the page shows before its script is there waits for it
 * as disabled: a press would be lost.
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

export function isBusy(button) {
  return button.getAttribute("aria-disabled") === "true"
}

export function setBusy(button, busy) {
  button.setAttribute("aria-disabled", busy)
}
