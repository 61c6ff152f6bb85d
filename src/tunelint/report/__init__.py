"""Reports: text for people, other formats for programs and platforms."""

FORMATS = {
    "text": "tunelint.report.text:write_text",
    "concise": "tunelint.report.concise:write_concise",
    "json": "tunelint.report.jsondoc:write_json",
    "csv": "tunelint.report.table:write_csv",
    "parquet": "tunelint.report.table:write_parquet",
    "markdown": "tunelint.report.markdown:write_markdown",
    "github": "tunelint.report.github:write_github",
    "gitlab": "tunelint.report.gitlab:write_gitlab",
    "sarif": "tunelint.report.sarif:write_sarif",
    "junit": "tunelint.report.junit:write_junit",
    "rdjson": "tunelint.report.rdjson:write_rdjson",
    "html": "tunelint.report.html.page:write_html",
}
"""Name of a format -> `module:function`, from an `Outcome` to bytes (`text`: to text); imported when used."""
