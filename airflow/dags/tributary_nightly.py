"""Tributary's night: a task per job of pipeline.json, after those whose tables it reads.

A run's date is the day of its logical date in the brand's time zone; its night takes in all dumps dated on or before that day.
airflow/README.md lists the variables that say where things are.
"""

import json
import logging
import os
import re
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pendulum
import yaml
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.sdk import (
    DAG,
    CronDataIntervalTimetable,
    DeadlineAlert,
    DeadlineReference,
    Param,
    SyncCallback,
    TriggerRule,
    get_current_context,
    task,
)
from airflow.sdk.exceptions import AirflowException, AirflowFailException

HOME = Path(__file__).resolve().parents[2]
JOBS = json.loads((HOME / "airflow/pipeline.json").read_text(encoding="utf-8"))["jobs"]
WORKSPACE = os.environ.get("TRIBUTARY_WORKSPACE", "/srv/tributary")
JAR = os.environ.get("TRIBUTARY_JAR", str(HOME / "jobs/target/tributary.jar"))
SCHEDULE = os.environ.get("TRIBUTARY_SCHEDULE", "0 2 * * *")
WAIT_HOURS = float(os.environ.get("TRIBUTARY_WAIT_HOURS", "4"))
DEADLINE_HOURS = float(os.environ.get("TRIBUTARY_DEADLINE_HOURS", "30"))
RETRY_SECONDS = float(os.environ.get("TRIBUTARY_RETRY_SECONDS", "300"))

log = logging.getLogger(__name__)


def read_yaml(file):
    """A file of the workspace; nothing where there is none, so that Airflow can show the DAG before there is a workspace."""
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}


ZONE = read_yaml(Path(WORKSPACE, "tributary.yaml")).get("timezone", "Asia/Shanghai")


def business_date(dag_run, params):
    """The date that was asked for, else that of the logical date; a run without one is for yesterday, as `nightly` is."""
    if params["date"]:
        return date.fromisoformat(params["date"])
    moment = dag_run.logical_date or dag_run.run_after - timedelta(days=1)
    return moment.astimezone(ZoneInfo(ZONE)).date()


def as_glob(files, day):
    """A source's `files` for one day: {date:yyyyMMdd} is filled in; of the rest only * and ? are wildcards.

    A name that begins with _ or . is not done yet, so no wildcard stands for it at a segment's start, as far as a glob can say that.
    """
    fields = {"yyyy": "%Y", "yy": "%y", "MM": "%m", "dd": "%d", "M": "%-m", "d": "%-d", "DDD": "%j"}

    def filled(place):
        form = place[1] or "yyyy-MM-dd"
        tokens = re.finditer(r"'([^']*)'|([A-Za-z])\2*|.", form)
        return "".join(t[1] if t[1] is not None else day.strftime(fields.get(t[0], t[0])) for t in tokens)

    visible = re.sub(r"(^|/)(\?|(?=\*(?:[._/]|$)))", r"\1[!._]", files.replace("[", "[[]"))
    return re.sub(r"\{date(?::([^{}]+))?}", filled, visible)


def cause_of(failure):
    """The sentences with which the program ended, in one line; they are in the tail of the log that the provider raises."""
    lines = [line.strip() for line in str(failure).splitlines()]
    starts = [n for n, line in enumerate(lines) if line.startswith(("stopped by a gate: ", "error: ", "failed: "))]
    if not starts:
        return lines[0]
    reasons = [line[2:] for line in lines[starts[-1] + 1 :] if line.startswith("- ")]
    return " ".join([lines[starts[-1]], *reasons])


def tell_cause(context):
    """Why a task failed for good, in one line. Put your notifier here or beside it."""
    day = business_date(context["dag_run"], context["params"])
    log.error("tributary %s, %s: %s", day, context["ti"].task_id, cause_of(context["exception"]))


def tell_late(context):
    """The night is not done at its deadline. Put your notifier here, or name it in the DeadlineAlert."""
    log.error("tributary is late: %s is not done %g hours after its date", context["dag_run"]["dag_run_id"], DEADLINE_HOURS)


class TributaryJob(SparkSubmitOperator):
    """spark-submit of one job. Its connection may be a template; a gate (exit code 3) is no reason to try again."""

    template_fields = (*SparkSubmitOperator.template_fields, "_conn_id")

    def execute(self, context):
        try:
            super().execute(context)
        except AirflowException as failure:
            is_gate = "Error code is: 3." in str(failure)
            raise (AirflowFailException if is_gate else AirflowException)(cause_of(failure)) from None


@task
def expected_dumps():
    """Where the dumps lie without which the night does not begin: those of the sources that say `required: true`."""
    context = get_current_context()
    day = business_date(context["dag_run"], context["params"])
    workspace = Path(context["params"]["workspace"])
    landing = workspace / read_yaml(workspace / "tributary.yaml").get("landing", "landing")
    sources = [read_yaml(file) for file in sorted((workspace / "sources").glob("*.yaml"))]
    return [str(landing / as_glob(source["files"], day)) for source in sources if source.get("required")]


with DAG(
    dag_id="tributary_nightly",
    description="Clean tables, customers, insight, audiences and exports as of the run's date",
    schedule=CronDataIntervalTimetable(SCHEDULE, timezone=ZONE) if SCHEDULE else None,
    start_date=pendulum.datetime(2020, 1, 1, tz=ZONE),
    catchup=False,
    # The lake has one writer at a time, and its dates go forward only.
    max_active_runs=1,
    max_active_tasks=1,
    params={
        "date": Param(None, type=["null", "string"], format="date", description="instead of the logical date's day"),
        "workspace": Param(WORKSPACE, type="string"),
        "connection": Param("spark_default", type="string", description="the Spark connection"),
        "jar": Param(JAR, type="string"),
    },
    user_defined_macros={"business_date": business_date},
    default_args={
        "retries": 2,
        "retry_delay": timedelta(seconds=RETRY_SECONDS),
        "execution_timeout": timedelta(hours=3),
        "on_failure_callback": tell_cause,
    },
    deadline=DeadlineAlert(
        # Not DAGRUN_QUEUED_AT: with it, Airflow 3.3 cannot clear a run (apache/airflow#70368).
        reference=DeadlineReference.DAGRUN_LOGICAL_DATE,
        interval=timedelta(hours=DEADLINE_HOURS),
        callback=SyncCallback(tell_late),
    ),
    tags=["tributary"],
):
    dumps = FileSensor.partial(
        task_id="wait_for_dumps",
        deferrable=True,
        poke_interval=10,
        timeout=WAIT_HOURS * 3600,
        execution_timeout=None,
        retries=0,
        map_index_template="{{ task.filepath }}",
    ).expand(filepath=expected_dumps())
    tasks = {}
    for place, job in enumerate(JOBS):
        tasks[job["job"]] = TributaryJob(
            task_id=job["job"],
            doc=job["description"],
            application="{{ params.jar }}",
            java_class="io.tributary.Main",
            # With the jar's own logging, which masks identifiers: warnings go to the workspace, and the task's log stays readable.
            driver_class_path="{{ params.jar }}",
            conf={"spark.driver.extraJavaOptions": "-Dtributary.log={{ params.workspace }}/logs/tributary.log"},
            conn_id="{{ params.connection }}",
            name=f"tributary {job['job']}",
            application_args=["nightly", "--workspace", "{{ params.workspace }}", "--only", job["job"]]
            + ["--date", "{{ business_date(dag_run, params) }}"],
            # Of the jobs that could run, the first of the list.
            priority_weight=len(JOBS) - place,
            weight_rule="absolute",
            # Where no source is required there is no dump to wait for, and the wait is skipped.
            trigger_rule=TriggerRule.NONE_FAILED,
        )
        if "landing" in job["reads"]:
            dumps >> tasks[job["job"]]
        for earlier in JOBS[:place]:
            if set(earlier["writes"]) & set(job["reads"]):
                tasks[earlier["job"]] >> tasks[job["job"]]
