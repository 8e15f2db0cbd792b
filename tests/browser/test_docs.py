"""The page that describes the interface works under the site's own policy, and tries requests."""

import pytest

pytestmark = pytest.mark.django_db

# The page draws what is in sight and a little more: an operation near its top.
OPERATION = "#operations-accounts-accounts_list"


def test_a_request_is_tried_from_the_description(open_window):
    visitor = open_window()
    visitor.page.set_default_timeout(60_000)  # the description is made at the first request
    page = visitor.go("/api/v1/docs/")
    operation = page.locator(OPERATION)
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    status = operation.locator(".live-responses-table .response td.response-col_status")
    assert status.first.inner_text().split()[0] == "200"
    assert {address.split("/")[2] for address in visitor.asked if "://" in address} == {
        visitor.url.split("/")[2]
    }
    assert visitor.faults == []
