/** Shows the page's times in the reader's time zone and in the page's language. */
const format = new Intl.DateTimeFormat(document.documentElement.lang, {
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short", // at the end of summer time, the same hour comes twice
})

for (const time of document.querySelectorAll("time[data-local-time]")) {
  time.textContent = format.format(new Date(/** @type {HTMLTimeElement} */ (time).dateTime))
}
