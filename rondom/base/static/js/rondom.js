/** The behaviours of Rondom. Each is a custom element without which its page still works. */
import "./elements/page-dialog.js"
import "./elements/save-self.js"
import "./elements/date-said.js"
import "./elements/code-entry.js"
import "./elements/board-walk.js"
import "./elements/tight-rows.js"
import "./send-once.js"
