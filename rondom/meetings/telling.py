"""Meetings and agreements as they leave the house: what this reader reads now, with what the reader prepared."""

from typing import Any

from rondom.children.dossier import Dossier
from rondom.children.rights import Right
from rondom.meetings.models import (
    AgreementTurn,
    Correction,
    Evaluation,
    FactorMarked,
    Meeting,
    MomentPointedOut,
    Prepared,
    Said,
)
from rondom.meetings.queries import Standing, agreements_in, meetings_in

TOLD = ("meetings", "agreements", "prepared", "said", "corrections", "looked_back", "key_moments", "factors")


def meetings_told(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    if not dossier.may(Right.READ_MEETINGS):
        return {each: [] for each in TOLD}
    mine = Prepared.objects.inside(dossier).filter(invited__place=dossier.place).order_by("at")
    said = Said.objects.inside(dossier).filter(invited__place=dossier.place).order_by("at")
    beside = Correction.objects.inside(dossier).filter(invited__place=dossier.place).order_by("at")
    back = Evaluation.objects.inside(dossier).filter(invited__place=dossier.place).order_by("at").prefetch_related("answers")
    moments = MomentPointedOut.objects.inside(dossier).filter(invited__place=dossier.place).order_by("at")
    factors = FactorMarked.objects.inside(dossier).filter(invited__place=dossier.place).order_by("at")
    return {
        "key_moments": [moment_row(each) for each in moments],
        "factors": [{"factor": each.factor, "worked": each.worked, "at": each.at.isoformat()} for each in factors],
        "looked_back": [evaluation_row(each) for each in back],
        "said": [said_row(each) for each in said],
        "corrections": [{"text": each.text, "at": each.at.isoformat()} for each in beside],
        "meetings": [meeting_row(each) for each in meetings_in(dossier)],
        "agreements": [agreement_row(each) for each in agreements_in(dossier)],
        "prepared": [{"question": each.question, "text": each.text, "at": each.at.isoformat()} for each in mine],
    }


def moment_row(each: MomentPointedOut) -> dict[str, Any]:
    told = {"card": str(each.card_id) if each.card_id else "", "what": each.what, "when": each.when, "why": each.why}
    taken = each.taken_back_at.isoformat() if each.taken_back_at else ""
    return told | {"at": each.at.isoformat(), "taken_back": taken}


def said_row(each: Said) -> dict[str, Any]:
    return {"question": each.question, "text": each.text, "face": each.face, "at": each.at.isoformat()}


def evaluation_row(each: Evaluation) -> dict[str, Any]:
    answers = [{"question": row.question, "face": row.face, "text": row.text} for row in each.answers.all()]
    return {"over": each.instrument, "answers": answers, "at": each.at.isoformat()}


def meeting_row(each: Meeting) -> dict[str, Any]:
    return {
        "starts": each.starts_at.isoformat(),
        "minutes": each.minutes,
        "form": each.form,
        "goal": each.goal,
        "where": each.where,
        "called_off": hasattr(each, "called_off"),
    }


def agreement_row(each: Standing) -> dict[str, Any]:
    agreement = each.agreement
    return {
        "what": agreement.what,
        "who": agreement.who.person.name if agreement.who else agreement.outside,
        "ready_on": each.ready_on.isoformat(),
        "turns": [turn_row(turn) for turn in each.turns],
    }


def turn_row(turn: AgreementTurn) -> dict[str, Any]:
    return {"turn": turn.turn, "why": turn.why, "at": turn.at.isoformat(), "by_link": turn.link_id is not None}
