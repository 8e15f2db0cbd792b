"""Many change one meeting at once: lines that do not clash all stand."""

from relations.models import Event
from tests.minutes.sending import together

EDITORS = 32


def test_lines_that_do_not_clash_are_all_kept(shared_address):
    def topics(shown):
        return [{"topics": f"{shown['topics']}\nadded {number}"} for number in range(EDITORS)]

    answers = together(shared_address, topics)
    assert [answer.status_code for answer in answers] == [302] * EDITORS
    event = Event.objects.get(title="Talks")
    assert sorted(str(topic) for topic in event.topics.all()) == sorted(
        f"added {number}" for number in range(EDITORS)
    )
