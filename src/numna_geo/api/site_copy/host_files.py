"""What a copy tells its host: headers of pages and files, for three kinds of hosts.

A `<meta>` cannot say who may frame a page: only headers do. Without them the copy works
and is less guarded: pages may be framed by anybody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from numna_geo.api.cache_control import FOR_EVER
from numna_geo.api.middleware.security_headers import content_security_policy

HARDENED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_FOR_EVER = {"Cache-Control": FOR_EVER}
_KEPT = ("assets", "kinds", "carte/contours", "carte/donnees")
_OPEN = ("copie", "logos", "api/v1/downloads")
_EMBEDS = ("embed", "en/embed")


@dataclass(frozen=True, slots=True)
class _Told:
    """Headers of every page, and of embeds in their place."""

    pages: Mapping[str, str]
    embeds: Mapping[str, str]


def host_files(
    base: str, basemap_url: str | None, *, origin: str = "", names: Iterable[str] = ()
) -> dict[str, str]:
    """Settings for Apache, for hosts that read `_headers`, and for nginx, by name.

    Args:
        base: path of the copy, with slashes at both ends.
        basemap_url: template of the tiles, if there are any.
        origin: of the copy, for browsers to which `'self'` means nothing in a sandbox.
        names: its files.
    """
    framed = content_security_policy(None, ancestors=None, named=origin)
    told = _Told(
        {
            "Content-Security-Policy": content_security_policy(basemap_url),
            **HARDENED,
            "Permissions-Policy": "geolocation=(self)",
        },
        {
            "Content-Security-Policy": framed,
            **HARDENED,
            **SHARED,
            "Permissions-Policy": "geolocation=()",
            # A host that isolates itself takes only frames that say the same.
            "Cross-Origin-Embedder-Policy": "require-corp",
        },
    )
    return {
        ".htaccess": _apache(base, told),
        "_headers": _headers(base, told, names),
        "nginx.conf": _nginx(base, told),
    }


def _apache(base: str, told: _Told) -> str:
    def rules(headers: Mapping[str, str], indent: str = "    ") -> str:
        lines = (f'{indent}Header always set {k} "{v}"' for k, v in headers.items())
        return "\n".join(lines)

    def within(folders: Iterable[str], headers: Mapping[str, str]) -> str:
        there = f"%{{REQUEST_URI}} =~ m#^{base}({'|'.join(folders)})/#"
        return f'  <If "{there}">\n{rules(headers)}\n  </If>'

    return f"""# Apache 2.4 with mod_headers, mod_deflate and mod_mime.
ErrorDocument 404 {base}404.html
DirectoryIndex index.html
AddCharset utf-8 .html .css .js .json .csv .txt
AddType text/javascript .js
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json
  AddOutputFilterByType DEFLATE image/svg+xml application/octet-stream text/csv
</IfModule>
<IfModule mod_headers.c>
{rules(told.pages, "  ")}
{within(_EMBEDS, told.embeds)}
{within((*_KEPT, *_OPEN), SHARED)}
{within(_KEPT, _FOR_EVER)}
</IfModule>
"""


def _headers(base: str, told: _Told, names: Iterable[str]) -> str:
    """Some hosts join the headers of all rules that fit: no rule says one twice."""
    parts: list[str] = []

    def rule(where: str, headers: Mapping[str, str]) -> None:
        parts.append(f"{base}{where}")
        parts.extend(f"  {name}: {value}" for name, value in headers.items())

    for where in sorted(set(_tops(names))):
        rule(where, told.embeds if where[:-2] in _EMBEDS else told.pages)
    for where in (*_KEPT, *_OPEN):
        rule(f"{where}/*", SHARED | (_FOR_EVER if where in _KEPT else {}))
    return "\n".join(parts) + "\n"


def _tops(names: Iterable[str]) -> Iterator[str]:
    """What a rule begins with, each below no other: `carte/*`, `en/carte/*`."""
    yield from ("", "en/", *(f"{folder}/*" for folder in _EMBEDS))
    for name in names:
        first, slash, rest = name.partition("/")
        if first == "en":
            second, deeper, _ = rest.partition("/")
            yield f"en/{second}/*" if deeper else name
        else:
            yield f"{first}/*" if slash else name


def _nginx(base: str, told: _Told) -> str:
    def within(where: str, *several: Mapping[str, str]) -> list[str]:
        headers = {name: value for one in several for name, value in one.items()}
        lines = [f'  add_header {k} "{v}" always;' for k, v in headers.items()]
        return [f"location {where} {{", "  index index.html;", *lines, "}"]

    return "\n".join(
        [
            "# Inside a server { }; `root` or `alias` is where the copy lies.",
            f"error_page 404 {base}404.html;",
            "gzip on;",
            "gzip_types text/css text/javascript application/json image/svg+xml"
            " application/octet-stream text/csv;",
            *within(base, told.pages),
            # The first that fits counts, and takes nothing of the others.
            *within(f"~ ^{base}({'|'.join(_EMBEDS)})/", told.embeds),
            *within(f"~ ^{base}({'|'.join(_KEPT)})/", told.pages, SHARED, _FOR_EVER),
            *within(f"~ ^{base}({'|'.join(_OPEN)})/", told.pages, SHARED),
            "",
        ]
    )
