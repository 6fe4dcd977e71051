"""The interface's description as a page that loads nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from jinja2 import DictLoader, Environment

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ api.info.title }} {{ api.info.version }}: HTTP interface</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
section { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 1rem 0; }
code { font-size: .9em; } h2 code { font-size: 1em; } th, td { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; }
</style></head><body>
<h1>{{ api.info.title }}: HTTP interface</h1>
<p>{{ api.info.description }}</p>
<p>Machines read the same as <a href="openapi.json">openapi.json</a> (OpenAPI {{ api.openapi }}).
{% if token %}This server asks for a token: <code>Authorization: Bearer TOKEN</code>.{% else %}This server asks for no token.{% endif %}</p>
{% for path, methods in api.paths.items() %}{% for method, operation in methods.items() %}
<section><h2><code>{{ method.upper() }} {{ prefix }}{{ path }}</code></h2>
<p>{{ operation.summary }}.</p>
{% if operation.requestBody %}
<p>Send {% for kind in operation.requestBody.content %}<code>{{ kind }}</code>{{ ", " if not loop.last }}{% endfor %}.</p>
{% endif %}
{% if operation.parameters %}<table>{% for p in operation.parameters %}
<tr><th><code>{{ p.name }}</code></th><td>{{ p.description }}</td></tr>{% endfor %}</table>{% endif %}
<p>Returns {% for kind in operation.responses["200"].content %}<code>{{ kind }}</code>{{ ", " if not loop.last }}{% endfor %}.</p>
</section>{% endfor %}{% endfor %}
</body></html>
"""


def write_manual(document: dict[str, Any], *, prefix: str, token: bool) -> str:
    """The page of an OpenAPI document."""
    environment = Environment(loader=DictLoader({"page.html": _PAGE}), autoescape=True)
    return environment.get_template("page.html").render(api=document, prefix=prefix, token=token)
