"""What a copy tells its host: headers of pages and files, for three kinds of hosts.

A `<meta>` cannot say who may frame a page: only headers do. Without them the copy works
and is less guarded: pages may be framed by anybody.
"""

from collections.abc import Mapping

from numna_geo.api.middleware.security_headers import content_security_policy

HARDENED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_KEPT = ("assets", "kinds", "carte/contours", "carte/donnees")
_SHARED = (*_KEPT, "embed", "copie")


def host_files(base: str, basemap_url: str | None) -> dict[str, str]:
    """Settings for Apache, for hosts that read `_headers`, and for nginx, by name.

    Args:
        base: path of the copy, with slashes at both ends.
        basemap_url: template of the tiles, if there are any.
    """
    policy = content_security_policy(basemap_url)
    guarded = {"Content-Security-Policy": policy, **HARDENED}
    framed = policy.replace("frame-ancestors 'self'", "frame-ancestors *")
    return {
        ".htaccess": _apache(base, guarded, framed),
        "_headers": _headers(base, guarded, framed),
        "nginx.conf": _nginx(base, guarded, framed),
    }


def _apache(base: str, guarded: Mapping[str, str], framed: str) -> str:
    kept, shared = "|".join(_KEPT), "|".join(_SHARED)
    rules = "\n".join(f'  Header set {k} "{v}"' for k, v in guarded.items())
    there = f"%{{REQUEST_URI}} =~ m#^{base}"
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
{rules}
  <If "{there}(en/)?embed/#">
    Header set Content-Security-Policy "{framed}"
  </If>
  <If "{there}({shared})/#">
    Header set Access-Control-Allow-Origin "*"
    Header set Cross-Origin-Resource-Policy "cross-origin"
  </If>
  <If "{there}({kept})/#">
    Header set Cache-Control "{_FOR_EVER}"
  </If>
</IfModule>
"""


def _headers(base: str, guarded: Mapping[str, str], framed: str) -> str:
    open_to_all = "  Access-Control-Allow-Origin: *"
    parts = [f"{base}*", *(f"  {k}: {v}" for k, v in guarded.items())]
    for where in ("embed", "en/embed"):
        parts += [f"{base}{where}/*", "  ! Content-Security-Policy"]
        parts += [f"  Content-Security-Policy: {framed}", open_to_all]
    for where in ("copie", *_KEPT):
        parts += [f"{base}{where}/*", open_to_all]
        parts += [f"  Cache-Control: {_FOR_EVER}"] if where in _KEPT else []
    return "\n".join(parts) + "\n"


def _nginx(base: str, guarded: Mapping[str, str], framed: str) -> str:
    kept, rest = "|".join(_KEPT), "|".join({*_SHARED} - {*_KEPT} - {"embed"})
    lines = [f'  add_header {k} "{v}";' for k, v in HARDENED.items()]
    open_to_all = '  add_header Access-Control-Allow-Origin "*";'
    own = guarded["Content-Security-Policy"]
    policy = f'  add_header Content-Security-Policy "{own}";'
    return "\n".join(
        [
            "# Inside a server { }; `root` or `alias` is where the copy lies.",
            f"error_page 404 {base}404.html;",
            "gzip on;",
            "gzip_types text/css text/javascript application/json image/svg+xml"
            " application/octet-stream text/csv;",
            f"location {base} {{",
            *("  index index.html;", policy, *lines, "}"),
            f"location ~ ^{base}(en/)?embed/ {{",
            f'  add_header Content-Security-Policy "{framed}";',
            *(*lines, open_to_all, "}"),
            f"location ~ ^{base}({kept})/ {{",
            f'  add_header Cache-Control "{_FOR_EVER}";',
            *(policy, *lines, open_to_all, "}"),
            f"location ~ ^{base}({rest})/ {{",
            *(policy, *lines, open_to_all, "}"),
            "",
        ]
    )
