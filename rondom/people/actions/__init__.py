"""What changes persons, their keys and their visits. Most of it stands before any door and is recorded on the system's chain."""

from rondom.people.actions.endings import ask_recovery, confirm_recovery, finish_recovery, stop_recovery, tidy_accounts
from rondom.people.actions.factors import (
    add_app,
    add_passkey,
    confirm_address,
    drop_password,
    link_account_of_work,
    make_spare_codes,
    provide_identity,
    remove_factor,
    set_password,
)
from rondom.people.actions.keys import (
    PaperCard,
    ask_mail_code,
    make_paper_key,
    revoke_paper_key,
    use_mail_code,
    use_paper_key,
    use_pin,
)
from rondom.people.actions.persons import (
    Paper,
    add_member,
    add_organisation,
    add_person,
    choose_language,
    make_invitation,
    use_invitation,
)
from rondom.people.actions.visits import begin_visit, confirm_self, end_other_visits, end_visit, end_visits, note_failure
from rondom.people.rules import CODE_LENGTH

__all__ = [
    "CODE_LENGTH",
    "Paper",
    "PaperCard",
    "add_app",
    "add_member",
    "add_organisation",
    "add_passkey",
    "add_person",
    "ask_mail_code",
    "ask_recovery",
    "begin_visit",
    "choose_language",
    "confirm_address",
    "confirm_recovery",
    "confirm_self",
    "drop_password",
    "end_other_visits",
    "end_visit",
    "end_visits",
    "finish_recovery",
    "link_account_of_work",
    "make_invitation",
    "make_paper_key",
    "make_spare_codes",
    "note_failure",
    "provide_identity",
    "remove_factor",
    "revoke_paper_key",
    "set_password",
    "stop_recovery",
    "tidy_accounts",
    "use_invitation",
    "use_mail_code",
    "use_paper_key",
    "use_pin",
]
