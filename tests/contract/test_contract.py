"""What may be sent by the description of the API is answered as it says, whoever sends it."""

import json
import random
import uuid
from itertools import chain

import pytest
import schemathesis
from schemathesis import hooks
from schemathesis.engine import Status, events, from_schema

from relations.bench.serving import HOST
from tests import cast
from tests.contract.conftest import WHOLE

ROLES = ("anonymous", "outsider", *cast.ROLES, "administrator")
EXAMPLES = 6
CASES = 4000
OPENAPI = "application/vnd.oai.openapi+json"
LITTLE = r"/(topics|kinds|links|notes)/|/(search|changes|reports)/$|merge/$"
"""Where every border of what is described is tried; for all of it there are 25,000 cases."""
SOME = r"/topics/"
"""What is tried without ``make contract``."""
LEFT_OUT = [
    # an id or a name that fits the description may be that of nothing
    "positive_data_acceptance",
]
REFUSED = (400, 401, 403, 406, 415, 422)
PHASES = ("examples", "coverage", "fuzzing", "stateful")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def described(site):
    status, _head, body = site.send("reader", "GET", "/api/v1/schema/", Accept=OPENAPI)
    assert status == 200
    return json.loads(body)


class Real:
    """Puts into most cases what no description knows: records that there are, as they stand."""

    def __init__(self, site, role):
        self.site = site
        self.role = role if role in site.secrets else "outsider"
        self.chance = random.Random(role)  # noqa: S311 - the same requests in every run
        self.ids = {}

    def put(self, case):
        if len(case.headers.get("Idempotency-Key", "x" * 101)) <= 100:
            case.headers["Idempotency-Key"] = str(uuid.uuid4())  # else all cases would have one
        noun, _slash, rest = case.operation.path.removeprefix("/api/v1/").partition("/")
        if rest.startswith("{id}") and is_id(case.path_parameters["id"]):
            self.put_record(case, noun)

    def put_record(self, case, noun):
        if noun not in self.ids:
            rows, _tag = self.ask(f"/api/v1/{noun}/?fields=id&page_size=1000")
            self.ids[noun] = [row["id"] for row in rows["results"]]
        often = 0.2 if case.method == "DELETE" else 0.8  # some are to be left
        if not self.ids[noun] or self.chance.random() > often:
            return
        case.path_parameters["id"] = self.chance.choice(self.ids[noun])
        if "If-Match" in case.headers and self.chance.random() < 0.8:
            _told, tag = self.ask(f"/api/v1/{noun}/{case.path_parameters['id']}/")
            case.headers["If-Match"] = tag or '"x"'
        if isinstance(case.body, dict) and is_id(case.body.get("drop")):
            case.body["drop"] = self.chance.choice(self.ids[noun])

    def ask(self, path):
        status, head, body = self.site.send(self.role, "GET", path)
        return (json.loads(body), head["ETag"]) if status == 200 else (None, None)


def is_id(value):
    try:
        return bool(uuid.UUID(value))
    except (AttributeError, TypeError, ValueError):
        return False


def run(described, site, role, *phases, only):
    """Send a role's cases of some phases; give the status of each answer, and what failed."""
    config = schemathesis.Config.from_dict(
        {
            "base-url": f"http://{HOST}:{site.port}/",
            "headers": {"Authorization": f"Bearer {site.secrets[role]}"}
            if role in site.secrets
            else {},
            "continue-on-failure": True,
            "request-timeout": 60,  # others may work on the machine as well
            "checks": {
                **{name: {"enabled": False} for name in LEFT_OUT},
                # a change that names no state of the record has a status of its own (RFC 6585)
                "missing_required_header": {"expected-statuses": [*REFUSED, 428]},
            },
            "phases": {phase: {"enabled": phase in phases} for phase in PHASES},
            "generation": {"max-examples": EXAMPLES, "no-shrink": True, "deterministic": True},
        }
    )
    schema = schemathesis.openapi.from_dict(described, config=config)
    real = Real(site, role)
    hooks.unregister_all()

    @schemathesis.hook
    def before_call(_context, case, _arguments):
        real.put(case)

    statuses, failures = [], []
    for event in from_schema(schema.include(path_regex=only)).execute():
        if isinstance(event, events.ScenarioFinished):
            answers = event.recorder.interactions.values()
            statuses += [one.response and one.response.status_code for one in answers]
            failures += list(failed(event.recorder))
        elif isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(str(event))
    return statuses, failures


def failed(recorder):
    for check in chain.from_iterable(recorder.checks.values()):
        if check.status is Status.FAILURE:
            told = check.failure_info
            failure = told.failure
            yield f"{check.name}: {failure.title}: {failure.message}\n{told.code_sample}"


@pytest.mark.parametrize("role", ROLES)
def test_the_api_answers_as_it_is_described(role, site, described, told):
    statuses, failures = run(described, site, role, "fuzzing", only=r"" if WHOLE else SOME)
    if WHOLE and role == "manager":
        more = run(described, site, role, "examples", "coverage", only=LITTLE)
        statuses, failures = statuses + more[0], failures + more[1]
    told[role] = (statuses, failures)
    assert failures == []
    if role in ("manager", "administrator"):  # it was not all refused
        assert {200, 201, 204, 400, 404, 412} <= set(statuses)


def test_there_were_cases_enough(told):
    if WHOLE and set(told) == set(ROLES):
        assert sum(len(statuses) for statuses, _failures in told.values()) >= CASES
