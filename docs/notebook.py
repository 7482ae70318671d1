"""Write `docs/notebook.ipynb`: a case in a notebook, from its tables to a drawing. A test runs every cell of it.

`python docs/notebook.py` writes it anew. It opens the case in the folder `demo`, as `offscript demo demo` makes it, or the one that
the variable OFFSCRIPT_CASE names.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NOTEBOOK = Path(__file__).resolve().parent / "notebook.ipynb"
CELLS = (
    (
        "# A case in a notebook\n\n"
        "The tables of a case open as they are. Make one first: `offscript demo demo`, or name yours in the variable "
        "`OFFSCRIPT_CASE`. What every column means stands in [tables](tables.md).",
        "import os\nfrom pathlib import Path\n\nimport offscript\n\n"
        'case = offscript.open(Path(os.environ.get("OFFSCRIPT_CASE", "demo")))\n'
        "case.settings.title",
    ),
    (
        "## Ask in SQL\n\n"
        "`case.sql` runs DuckDB over all tables and gives a relation: `.df()` where pandas is installed, `.pl()` for Polars, "
        "`.to_arrow_table()` for Arrow.",
        'repeats = case.sql("""\n'
        "    select a.source as earlier, b.source as later, count(*) as links\n"
        "    from reuse as r\n"
        "    inner join post as a on a.post = r.earlier\n"
        "    inner join post as b on b.post = r.later\n"
        "    where a.source <> b.source\n"
        "    group by a.source, b.source\n"
        "    order by links desc, earlier, later\n"
        "    limit 10\n"
        '""")\nrepeats.to_arrow_table().to_pylist()',
    ),
    (
        "## The words under a finding\n\nA finding names a version and a span: the exact words are never further than a join.",
        'case.sql("""\n'
        '    select b.by_name, b.of_name, b.rung, substring(v.text, b.start + 1, b."end" - b.start) as words\n'
        "    from blame as b\n"
        "    inner join version as v on v.version = b.version\n"
        "    where b.kind = 'blame'\n"
        "    order by b.published_at\n"
        "    limit 5\n"
        '""").fetchall()',
    ),
    (
        "## The files themselves\n\n"
        "Every table is a Delta table: any reader of Delta opens it. Here with `deltalake`; `polars.read_delta` and Spark read the "
        "same folder. Words in these files are as they were read; what is shown and exported has private persons blotted out, so "
        "take words from `case.export` or the page where others will see them.",
        "from deltalake import DeltaTable\n\n"
        'figures = DeltaTable(case.folder / "store" / "figure").to_pyarrow_table()\n'
        "figures.num_rows, figures.column_names",
    ),
    (
        "## A drawing\n\nPosts a day by tier, with the hours that were collected beside them: a rate, not a count.",
        "import vl_convert\nfrom IPython.display import SVG\n\n"
        'days = (\n    case.sql("""\n'
        "    select name as tier, strftime(make_timestamp(\"at\"), '%Y-%m-%d') as day, value / exposure as rate\n"
        "    from series\n"
        "    where measure = 'posts' and scope = 'tier' and bucket = 'day' and exposure > 0\n"
        '    order by tier, day\n""")\n    .to_arrow_table()\n    .to_pylist()\n)\n'
        "spec = {\n"
        '    "data": {"values": days},\n'
        '    "mark": "line",\n'
        '    "encoding": {\n'
        '        "x": {"field": "day", "type": "temporal"},\n'
        '        "y": {"field": "rate", "type": "quantitative", "title": "posts an hour collected"},\n'
        '        "color": {"field": "tier", "type": "nominal"},\n'
        "    },\n"
        "}\n"
        "SVG(vl_convert.vegalite_to_svg(spec))",
    ),
    (
        "## Files for others\n\nOne DuckDB file with five views to begin with, in which nobody private is named.",
        "from tempfile import mkdtemp\n\nimport duckdb\n\n"
        'written = case.export_whole("duckdb", Path(mkdtemp()))\n'
        'duckdb.connect(str(written[0]), read_only=True).sql("select * from blame_by_rung order by texts desc").fetchall()',
    ),
)
"""What is said, and the code under it."""


def made() -> Any:
    """The notebook."""
    cells = []
    for number, (said, code) in enumerate(CELLS, 1):
        cells += [new_markdown_cell(said, id=f"said-{number}"), new_code_cell(code, id=f"code-{number}")]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


if __name__ == "__main__":
    nbformat.write(made(), NOTEBOOK)
