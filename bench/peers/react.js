import React from "react"
import { render } from "react-dom"
import Timeline from "react-calendar-timeline"
import "react-calendar-timeline/lib/Timeline.css"

const { lanes, first, last, cards } = JSON.parse(document.getElementById("cards").textContent)
const [from, until] = [Date.parse(first), Date.parse(last)]
const items = cards.map(({ id, lane, start, end, text }) => ({
  id,
  group: lane,
  title: text,
  start_time: Date.parse(start),
  end_time: Date.parse(end),
}))

render(
  React.createElement(Timeline, {
    groups: lanes,
    items,
    defaultTimeStart: from,
    defaultTimeEnd: until,
    maxZoom: 10 * (until - from),
    stackItems: true,
    canMove: false,
    canResize: false,
    canChangeGroup: false,
  }),
  document.getElementById("timeline"),
)
