import { DataSet } from "vis-data/peer"
import { Timeline } from "vis-timeline/peer"
import "vis-timeline/styles/vis-timeline-graph2d.css"

const { lanes, first, last, cards } = JSON.parse(document.getElementById("cards").textContent)
const items = new DataSet(cards.map(({ id, lane, start, end, text }) => ({ id, group: lane, start, end, content: text, type: "range" })))
const groups = new DataSet(lanes.map(({ id, title }) => ({ id, content: title })))

// A fixed height and a fixed window: without them it draws first and looks for both afterwards.
new Timeline(document.getElementById("timeline"), items, groups, {
  start: first,
  end: last,
  height: "100%",
  verticalScroll: true,
  showCurrentTime: false,
  editable: false,
  selectable: false,
})
