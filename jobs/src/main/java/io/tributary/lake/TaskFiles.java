package io.tributary.lake;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** The session's file systems for its tasks, which may run on other machines. */
public final class TaskFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;

  private TaskFiles(Broadcast<SerializableConfiguration> hadoop) {
    this.hadoop = hadoop;
  }

  public static TaskFiles of(SparkSession spark) {
    return new TaskFiles(
        SerializableConfiguration.broadcast(
            spark.sparkContext(), spark.sessionState().newHadoopConf()));
  }

  /** The files, where the task runs. */
  public FileStore store() {
    return new FileStore(hadoop.value().value());
  }
}
