import { createCalendar, ResourceTimeline } from "@event-calendar/core"
import "@event-calendar/core/index.css"

const { lanes, cards } = JSON.parse(document.getElementById("cards").textContent)

// It draws a cell for each lane and day: a whole life would be thirty-five thousand. So one year, as its own longest view.
// It has no zoom of its own: a button of the page would set the width of a day.
window.benchCalendar = createCalendar(document.getElementById("timeline"), [ResourceTimeline], {
  view: "resourceTimelineYear",
  date: "2020-01-01",
  height: "100%",
  headerToolbar: { start: "", center: "", end: "" },
  resources: lanes,
  events: cards.map(({ id, lane, start, end, text }) => ({ id, resourceId: lane, start, end, title: text, allDay: true })),
})
