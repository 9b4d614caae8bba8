"""Requests about screening."""

from tests.rest.calls import Call

ANSWERS = {"section": "act", "answers": [{"question": "act_found", "said": "unsure"}]}
DECISIONS = {"decisions": [{"relief": "civil", "decision": "confirmed"}]}

CALLS = {
    "list_screenings": Call("client"),
    "start_screening": Call("client", lambda place: {"safe": True, "language": "es"}),
    "read_screening": Call("screening"),
    "answer_screening": Call("screening", lambda place: ANSWERS),
    "stop_screening": Call("screening"),
    "resume_screening": Call("stopped_screening", lambda place: {"safe": True}),
    "reveal_screening": Call("screening", lambda place: {"reason": "meeting"}),
    "decide_relief": Call("screening", lambda place: DECISIONS),
}
