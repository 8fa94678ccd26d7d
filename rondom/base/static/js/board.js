/** The behaviours of the board, and of the list beside it. */
import "./elements/tight-rows.js";
import "./elements/board-walk.js";
import "./elements/board-zoom.js";
import "./elements/live-board.js";
