import pytest

from relations.geography import LANGUAGES
from relations.geography.tongues import language_name


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("ko", ["Korean", "корейский", "koreyscha", "한국어"]),
        ("uz", ["Uzbek", "узбекский", "oʻzbek", "우즈베크어"]),
        ("zh-Hant", ["Traditional Chinese", "китайский, традиционное письмо"]),
        ("uz-Cyrl", ["Uzbek", "узбекский", "oʻzbek", "우즈베크어"]),
        ("tlh-x", ["Klingon", "клингонский"]),
        ("no tag", ["no tag", "no tag", "no tag", "no tag"]),
    ],
)
def test_a_language_is_named_by_what_is_known_of_its_tag(tag, names):
    assert [language_name(tag, language) for language in LANGUAGES][: len(names)] == names
