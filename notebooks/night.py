"""What a night left, as the notebooks read it: the exported tables by SQL, the lake's tables by name.

The workspace is the folder that TRIBUTARY_WORKSPACE names, else the demo beside this folder; the night is the newest one
that was exported, or that of TRIBUTARY_DATE.
"""

import glob
import json
import os
import re
import textwrap
from pathlib import Path

import duckdb
import pandas as pd
import yaml
from deltalake import DeltaTable, QueryBuilder

DEMO = Path(__file__).resolve().parent.parent / "demo"
pd.set_option("display.max_colwidth", 120)
pd.set_option("display.max_rows", 200)


class Night:
    """One night of one workspace. Every exported table is a view for `sql`."""

    def __init__(self, workspace=None, date=None):
        self.workspace = Path(workspace or os.environ.get("TRIBUTARY_WORKSPACE") or DEMO).resolve()
        settings = self.workspace / "tributary.yaml"
        if not settings.exists():
            raise SystemExit(
                f"{self.workspace} is no workspace: it has no tributary.yaml. Run ./tributary demo first, or set "
                "TRIBUTARY_WORKSPACE to your own."
            )
        self.settings = yaml.safe_load(settings.read_text(encoding="utf-8"))
        exports = self._place("exports")
        self.date = date or os.environ.get("TRIBUTARY_DATE") or self._newest(exports)
        self.folder = exports / self.date
        self.tables = self.folder / "tables"
        if not self.tables.is_dir():
            raise SystemExit(f"Nothing was exported for {self.date}: there is no {self.tables}.")
        self.run = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        self.dictionary = pd.read_csv(self.tables / "data-dictionary.csv", keep_default_na=False)
        self.connection = duckdb.connect()
        for table in sorted(path for path in self.tables.iterdir() if any(path.glob("*.parquet"))):
            files = (glob.escape(str(table)) + "/*.parquet").replace("'", "''")
            self.connection.execute(f"CREATE VIEW \"{table.name}\" AS SELECT * FROM read_parquet('{files}')")

    def _place(self, name):
        """`lake` and `exports` may be set to another folder; the notebooks read local ones."""
        path = str(self.settings.get(name) or name)
        if re.match(r"[a-z0-9]+://", path):
            raise SystemExit(f"{name} is {path}: copy what you need to a local folder, and name its workspace.")
        return self.workspace / path

    @staticmethod
    def _newest(exports):
        nights = sorted(path.parent.name for path in exports.glob("*/tables")) if exports.is_dir() else []
        if not nights:
            raise SystemExit(f"There are no exports in {exports}: run a night first (./tributary nightly, or demo).")
        return nights[-1]

    def sql(self, query):
        """Asks the exported tables, in DuckDB's SQL; the answer is a pandas frame. Money becomes float, for charts."""
        return self.connection.sql(query).df()

    def has(self, table):
        """Whether the night published the table, with any row in it."""
        known = self.connection.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").df()["view_name"].tolist()
        return table in known and self.connection.sql(f'SELECT count(*) FROM "{table}"').fetchone()[0] > 0

    def lake(self, table, query="SELECT * FROM t"):
        """A table of the lake, as its last night left it, by way of `deltalake`; `t` stands for the table.

        QueryBuilder leaves out rows that a deletion vector marks, as Spark does; not every Delta reader can.
        """
        delta = DeltaTable(str(self._place("lake") / table))
        rows = QueryBuilder().register("t", delta).execute(query).read_all()
        return self.connection.from_arrow(rows).df()

    def job(self, name):
        """What run.json says of a job; empty if the night's last run did not need it."""
        return next((job for job in self.run["jobs"] if job["job"] == name), {})

    def meaning(self, table, *columns):
        """The definitions that the data dictionary gives, to be shown beside a chart."""
        rows = self.dictionary[self.dictionary["table"] == table].set_index("column")
        for column in columns:
            row = rows.loc[column]
            unit = f", {row['unit']}" if row["unit"] else ""
            print(textwrap.fill(f"{column} {row['label_zh']}{unit}: {row['meaning']}", 110, subsequent_indent="    "))

    def __repr__(self):
        return f"{self.settings['brand']} as of {self.date} ({self.workspace.name})"
