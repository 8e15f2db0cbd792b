"""The words of the format and the words of the model, where they differ."""

from typing import Final

from relations.models import AgreementKind, CommitmentKind, InstitutionKind, LinkKind

FORMAT: Final = "real-reports/1"

# The format spells as its authors do; identifiers of the program are spelt the American way.
INSTITUTION_KINDS: Final = {
    "international_organisation": InstitutionKind.INTERNATIONAL_ORGANIZATION.value,
}
INSTITUTION_TYPES: Final = {kind: word for word, kind in INSTITUTION_KINDS.items()}

AGREEMENTS: Final = {
    "memorandum_signed": AgreementKind.MEMORANDUM,
    "agreement_signed": AgreementKind.AGREEMENT,
    "joint_statement": AgreementKind.JOINT_STATEMENT,
    "joint_action_plan": AgreementKind.ACTION_PLAN,
    "work_plan_adopted": AgreementKind.WORK_PLAN,
    "rules_adopted": AgreementKind.RULES,
}
AGREEMENT_WORDS: Final = {
    **{kind: word for word, kind in AGREEMENTS.items()},
    AgreementKind.PROGRAM: "joint_action_plan",
    AgreementKind.ROAD_MAP: "joint_action_plan",
    AgreementKind.OTHER: "agreement_signed",
}
# A follow-up made by hand has no word of its own in the format.
COMMITMENT_WORDS: Final = {CommitmentKind.FOLLOW_UP: "pledge"}

# How a relation told of another event becomes a link: its kind, and whether the told event is
# the one it starts from.
LINKS: Final[dict[str, tuple[LinkKind, bool]]] = {
    "continues": (LinkKind.CONTINUES, False),
    "continuation": (LinkKind.CONTINUES, False),
    "follows": (LinkKind.FOLLOWS_UP, False),
    "follow_up": (LinkKind.FOLLOWS_UP, False),
    "next_edition": (LinkKind.NEXT_EDITION, False),
    "result_of": (LinkKind.RESULT_OF, False),
    "implements": (LinkKind.IMPLEMENTS, False),
    "prepares": (LinkKind.PREPARES, False),
    "postponed_event": (LinkKind.REPLACES, False),
    "same_visit": (LinkKind.SAME_VISIT, False),
    "second_leg": (LinkKind.SAME_VISIT, False),
    "part_of": (LinkKind.PART_OF, False),
    "has_part": (LinkKind.PART_OF, True),
    "on_sidelines_of": (LinkKind.ON_SIDELINES, False),
    "on_sidelines": (LinkKind.ON_SIDELINES, True),
}
