/** Shows the page's times in the reader's time zone and in the page's language. */
const format = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "long",
  timeStyle: "short",
})

for (const time of document.querySelectorAll("time[data-local-time]")) {
  time.textContent = format.format(new Date(/** @type {HTMLTimeElement} */ (time).dateTime))
}
