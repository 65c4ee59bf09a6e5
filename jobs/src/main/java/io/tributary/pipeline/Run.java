package io.tributary.pipeline;

import io.tributary.lake.Lake;
import io.tributary.lake.RunLock;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/**
 * What the jobs of one night share.
 *
 * @param date the business date: every number is as of its end
 * @param full whether everything is computed from the whole of its inputs
 * @param runId names this run in {@code runs} and {@code run.json}
 */
public record Run(
    String runId,
    Workspace workspace,
    SparkSession spark,
    Lake lake,
    VaultKey key,
    LocalDate date,
    boolean full,
    Console console,
    RunLock lock) {}
