import { createCalendar, ResourceTimeline } from "@event-calendar/core"
import "@event-calendar/core/index.css"

const { lanes, first, last, cards } = JSON.parse(document.getElementById("cards").textContent)
const days = Math.ceil((Date.parse(last) - Date.parse(first)) / 86_400_000)

// It has no zoom of its own: a button of the page would set the width of a day.
window.benchCalendar = createCalendar(document.getElementById("timeline"), [ResourceTimeline], {
  view: "resourceTimelineYear",
  date: first,
  duration: { days },
  slotWidth: 1,
  slotLabelInterval: { days: 365 },
  height: "100%",
  headerToolbar: { start: "", center: "", end: "" },
  resources: lanes,
  events: cards.map(({ id, lane, start, end, text }) => ({ id, resourceId: lane, start, end, title: text, allDay: true })),
})
