"""The renderer of form controls: the plain ones are written without templates.

A page of sixty people holds some thousand controls and options. Django renders each by a template
that includes others, which makes most of the time such a page takes; what is written here says the
same, without the blank lines. Whatever has another template is left to it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]
STEM: Final = "django/forms/widgets/"
INPUTS: Final = (
    *("checkbox", "color", "date", "datetime", "email", "file", "hidden", "input", "number"),
    *("password", "search", "tel", "text", "time", "url"),
)


class QuickWidgets(DjangoTemplates):
    """Renders as Django's own does, plain controls several times as fast."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        write = WRITTEN.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return SafeString(write(context["widget"]).strip())  # every part is escaped


def _escaped(value: Any) -> str:
    return str(conditional_escape(value))


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    held = "" if value is None else f' value="{_escaped(value)}"'
    kind, name = _escaped(widget["type"]), _escaped(widget["name"])
    return f'<input type="{kind}" name="{name}"{held}{_attributes(widget["attrs"])}>'


def _text_area(widget: Widget) -> str:
    head = f'<textarea name="{_escaped(widget["name"])}"{_attributes(widget["attrs"])}>'
    return f"{head}\n{_escaped(widget['value'] or '')}</textarea>"


def _select(widget: Widget) -> str:
    parts = [f'<select name="{_escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _number in widget["optgroups"]:
        parts += [f'\n  <optgroup label="{_escaped(group)}">'] if group else []
        parts += [f"\n  {_option(option)}" for option in options]
        parts += ["\n  </optgroup>"] if group else []
    return "".join([*parts, "\n</select>"])


def _option(option: Widget) -> str:
    held = _attributes(option["attrs"])
    return f'<option value="{_escaped(option["value"])}"{held}>{_escaped(option["label"])}</option>'


def _choices(widget: Widget) -> str:
    """Write check boxes or radio buttons, each in its label."""
    attrs = widget["attrs"]
    head = "".join(
        f' {name}="{_escaped(attrs[name])}"' for name in ("id", "class") if attrs.get(name)
    )
    parts = [f"<div{head}>"]
    for group, options, _number in widget["optgroups"]:
        parts += [f"\n  <div><label>{_escaped(group)}</label>"] if group else []
        parts += [f"<div>\n    {_choice(option)}</div>" for option in options]
        parts += ["\n  </div>"] if group else []
    return "".join([*parts, "\n</div>"])


def _choice(option: Widget) -> str:
    box = _input(option)
    if not option.get("wrap_label"):
        return box
    id_ = option["attrs"].get("id")
    target = f' for="{_escaped(id_)}"' if id_ else ""
    return f"<label{target}>{box} {_escaped(option['label'])}</label>"


WRITTEN: Final[Mapping[str, Callable[[Widget], str]]] = {
    **{f"{STEM}{name}.html": _input for name in INPUTS},
    f"{STEM}textarea.html": _text_area,
    f"{STEM}select.html": _select,
    f"{STEM}select_option.html": _option,
    f"{STEM}checkbox_select.html": _choices,
    f"{STEM}radio.html": _choices,
    f"{STEM}checkbox_option.html": _choice,
    f"{STEM}radio_option.html": _choice,
}
