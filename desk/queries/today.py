"""What waits for a person today. Every number starts from what that person may see."""

from clinic.access.actor import Actor
from desk.queries import asked as asking
from desk.queries import engaging, handing, panels
from desk.queries import papers as paperwork
from desk.queries.deadlines import NEAREST, deadline_panels
from desk.queries.parts import Desk, Panel, Stat
from desk.rules import OWN_WORK, TEAM_SHOWN, THIS_WEEK, TO_ACKNOWLEDGE
from filings.queries import Load, team_load


def sees_team(actor: Actor) -> bool:
    """Whether the actor looks after other people's cases."""
    return actor.has("case.reach_all") and actor.has("deadline.view")


def stands_alone(actor: Actor, asked: str) -> bool:
    """Whether Today is for the person alone: asked for, or else by what their roles do."""
    if not sees_team(actor):
        return False  # all in reach is theirs
    if asked in ("me", "team"):
        return asked == "me"
    return bool(actor.roles & OWN_WORK)


def desk_of(actor: Actor, asked: str = "", *, everybody: bool = False) -> Desk:
    """Return the panels of the actor's roles; somebody with two roles has the panels of both.

    :param asked: `me` or `team`, for who sees the team
    :param everybody: the whole team, not only who carries most
    """
    for_me = stands_alone(actor, asked)
    team = _team(actor, for_me)
    people = team if everybody else team[:TEAM_SHOWN]
    dated = deadline_panels(actor, for_me=for_me)
    queue = []
    if actor.has("intake.view"):
        queue = [panels.intakes(actor), panels.fallen(actor), panels.undecided(actor)]
    alone = [] if for_me or not actor.has("case.assign") else [panels.without_attorney(actor)]
    asks = _asked(actor, for_me)
    own = [panels.own_cases(actor)] if for_me or actor.roles & OWN_WORK else []
    stats = [_stat(panel) for panel in (*dated, *own) if panel.more_url]
    stats += [_stat(panel, panels.too_long_unassigned(actor)) for panel in alone]
    stats += [_stat(panel) for panel in asks if panel.code == "copies"]
    rest = [*_told(queue), *(panel for panel in alone if panel.items)]
    late = [panel for panel in dated if panel.code == "overdue"]
    week = [panel for panel in dated if panel.code == "this_week"]
    later = [panel for panel in dated if panel.code not in NEAREST]
    if queue:
        columns = [*late, *rest, *own], [*asks, *week, *later]
    else:
        columns = [*late, *week, *own], [*asks, *later, *rest]
    return Desk(stats, *columns, people, len(team) - len(people))


def _asked(actor: Actor, for_me: bool) -> list[Panel]:
    others = actor.has("case.assign") and not for_me
    found, later = [], []
    if actor.has("case.view"):
        mine, *unread = handing.handed_over(actor, others=others)
        found += [panels.glass(actor), mine]
        if others:  # nobody may act there: before what is merely late
            found += handing.without_beside(actor)
        later += unread
    if actor.has("demand.view"):
        found.append(asking.demanded(actor))
    if actor.has("board.take"):
        found.append(asking.offered(actor))
    if actor.has("deadline.approve"):
        found.append(asking.to_decide(actor))
    if actor.has("matter.approve"):
        found.append(asking.stages(actor))
    if actor.has("letter.approve"):
        found.append(engaging.to_approve(actor))
    if actor.has("letter.view"):
        found.append(engaging.before_signature(actor))
    if actor.has("task.view"):
        own, *strays = panels.tasks(actor, others=others)
        found.append(own)
        later = [*strays, *later]
    if actor.has("appointment.view"):
        found.append(panels.own_appointments(actor))
    if actor.has("profile.own"):  # of whom nothing is asked, nothing runs out
        found.append(paperwork.papers(actor))
    found += later
    if others:
        found.append(handing.left_behind(actor))
        found.append(panels.silent(actor))
    if actor.has("export.decide"):
        found.append(asking.copies(actor))
    if actor.has("deadline.change"):
        found.append(asking.changed_rules(actor))
    if actor.has("notice.record"):
        found.append(asking.letters(actor))
    if actor.has("deadline.settle"):
        found.append(asking.without_deadline(actor, for_me=for_me))
    return [panel for panel in found if panel.items]


def _team(actor: Actor, for_me: bool) -> list[Load]:
    if for_me or not sees_team(actor):
        return []
    return team_load(actor, due_days=THIS_WEEK, unacknowledged_days=TO_ACKNOWLEDGE)


def _told(queue: list[Panel]) -> list[Panel]:
    """Keep the queue itself always: it is where a coordinator's day begins."""
    return [panel for panel in queue if panel.items or panel.first_url]


def _stat(panel: Panel, note: str = "") -> Stat:
    return Stat(panel.heading, panel.number, panel.more_url, note, panel.capped)
